package keras4j.metrics;

import keras4j.core.Config;

/** The mean of the loss of this name. Keras: {@code BinaryCrossentropy}. */
public final class BinaryCrossentropy extends LossMetric {
    private final keras4j.losses.BinaryCrossentropy loss;

    public BinaryCrossentropy() {
        this(new keras4j.losses.BinaryCrossentropy());
    }

    private BinaryCrossentropy(keras4j.losses.BinaryCrossentropy loss) {
        super("binary_crossentropy", loss);
        this.loss = loss;
    }

    @Override
    public BinaryCrossentropy name(String value) {
        super.name(value);
        return this;
    }

    /** Whether predictions are logits. */
    public BinaryCrossentropy fromLogits(boolean value) {
        loss.fromLogits(value);
        return this;
    }

    /** How far labels are moved towards the mean of all classes: 0 not at all, 1 the whole way. */
    public BinaryCrossentropy labelSmoothing(double value) {
        loss.labelSmoothing(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        loss.arguments(config);
    }
}
