package keras4j;

import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import keras4j.core.KerasException;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;

/**
 * What fit trains on, and what it evaluates on after some epochs.
 *
 * @param validation null for nothing
 * @param validates whether it evaluates after the epoch with that number, counted from 1
 */
record TrainingData(BatchSource train, BatchSource validation, IntPredicate validates) {
    /** @param arranged brings data into the order of the model, for a verb */
    static TrainingData of(BatchSource given, Options options, BiFunction<String, BatchSource, BatchSource> arranged) {
        BatchSource data = arranged.apply("fit", weighted("fit", given, options));
        IntPredicate validates = options.get(Args.ValidationFreq.class, Args.ValidationFreq::value, epoch -> true);
        BatchSource validation = options.get(Args.ValidationData.class, Args.ValidationData::value, null);
        Args.ValidationSplit split =
                options.get(Args.ValidationSplit.class, option -> option, new Args.ValidationSplit(0));
        BatchSource train = data;
        if (validation == null && split.value() > 0) {
            Dataset all = inMemory("fit(validationSplit)", data);
            int size = split.trained(all.size());
            if (size == 0 || size == all.size()) {
                throw KerasException.expected(
                        "fit(validationSplit)",
                        "a fraction that leaves samples to train on, and some for the validation",
                        split.value() + " of " + all.size());
            }
            train = all.slice(0, size);
            validation = all.slice(size, all.size());
        }
        BatchSource validated = validation == null ? null : arranged.apply("fit, validation", validation);
        return new TrainingData(classWeighted(train, options), validated, validates);
    }

    /** The data with the weights of the option sampleWeight, if it is given. */
    static BatchSource weighted(String verb, BatchSource data, Options options) {
        Object weights = options.get(Args.SampleWeight.class, Args.SampleWeight::value, null);
        if (weights == null) {
            return data;
        }
        Dataset samples = inMemory(verb + "(sampleWeight)", data);
        if (!samples.weightShapes().isEmpty()) {
            throw KerasException.expected(verb + "(sampleWeight)", "weights once", "weights in the Dataset, too");
        }
        return samples.sampleWeight(weights);
    }

    /** The samples to train on, not those of the validation, weigh as much as their classes. */
    static BatchSource classWeighted(BatchSource data, Options options) {
        Args.ClassWeight weights = options.get(Args.ClassWeight.class, option -> option, null);
        return weights == null ? data : data.classWeight(weights.value());
    }

    private static Dataset inMemory(String what, BatchSource data) {
        if (data instanceof Dataset dataset) {
            return dataset;
        }
        throw KerasException.expected(what, "samples in memory, a Dataset or arrays", "a stream of batches");
    }
}
