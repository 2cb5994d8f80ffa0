package keras4j;

import keras4j.core.KerasException;
import keras4j.data.Dataset;

/**
 * What fit trains on, and what it evaluates on after every so many epochs.
 *
 * @param validation null for nothing
 */
record Validation(Dataset train, Dataset validation, int frequency) {
    static Validation of(Dataset data, Options options) {
        int frequency = options.get(Args.ValidationFreq.class, Args.ValidationFreq::value, 1);
        Dataset given = options.get(Args.ValidationData.class, Args.ValidationData::value, null);
        double fraction = options.get(Args.ValidationSplit.class, Args.ValidationSplit::value, 0.0);
        int trainSize = (int) Math.floor(data.size() * (1 - fraction));
        if (given != null || trainSize == data.size()) {
            return new Validation(data, given, frequency);
        }
        if (trainSize == 0) {
            throw KerasException.expected(
                    "fit(validationSplit)",
                    "a fraction that leaves samples to train on",
                    fraction + " of " + data.size());
        }
        return new Validation(data.slice(0, trainSize), data.slice(trainSize, data.size()), frequency);
    }
}
