package keras4j.metrics;

import keras4j.core.Config;

/** The mean of the loss of this name. Keras: {@code SparseCategoricalCrossentropy}. */
public final class SparseCategoricalCrossentropy extends LossMetric {
    private final keras4j.losses.SparseCategoricalCrossentropy loss;

    public SparseCategoricalCrossentropy() {
        this(new keras4j.losses.SparseCategoricalCrossentropy());
    }

    private SparseCategoricalCrossentropy(keras4j.losses.SparseCategoricalCrossentropy loss) {
        super("sparse_categorical_crossentropy", loss);
        this.loss = loss;
    }

    /** Whether predictions are logits. */
    public SparseCategoricalCrossentropy fromLogits(boolean value) {
        loss.fromLogits(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        loss.arguments(config);
    }
}
