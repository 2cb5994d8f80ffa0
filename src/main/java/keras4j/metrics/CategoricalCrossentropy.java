package keras4j.metrics;

import keras4j.core.Config;

/** The mean of the loss of this name. Keras: {@code CategoricalCrossentropy}. */
public final class CategoricalCrossentropy extends LossMetric {
    private final keras4j.losses.CategoricalCrossentropy loss;

    public CategoricalCrossentropy() {
        this(new keras4j.losses.CategoricalCrossentropy());
    }

    private CategoricalCrossentropy(keras4j.losses.CategoricalCrossentropy loss) {
        super("categorical_crossentropy", loss);
        this.loss = loss;
    }

    @Override
    public CategoricalCrossentropy name(String value) {
        super.name(value);
        return this;
    }

    /** Whether predictions are logits. */
    public CategoricalCrossentropy fromLogits(boolean value) {
        loss.fromLogits(value);
        return this;
    }

    /** How far labels are moved towards the mean of all classes: 0 not at all, 1 the whole way. */
    public CategoricalCrossentropy labelSmoothing(double value) {
        loss.labelSmoothing(value);
        return this;
    }

    /** The axis, that of the batch being 0, along which it is taken; the last unless given. */
    public CategoricalCrossentropy axis(int value) {
        loss.axis(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        loss.arguments(config);
    }
}
