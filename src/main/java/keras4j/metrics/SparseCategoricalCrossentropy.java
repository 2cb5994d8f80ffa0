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

    @Override
    public SparseCategoricalCrossentropy name(String value) {
        super.name(value);
        return this;
    }

    /** Whether predictions are logits. */
    public SparseCategoricalCrossentropy fromLogits(boolean value) {
        loss.fromLogits(value);
        return this;
    }

    /** The loss of rows with this label is 0; where rows have weights, they do not count. */
    public SparseCategoricalCrossentropy ignoreClass(int value) {
        loss.ignoreClass(value);
        return this;
    }

    @Override
    boolean counts(float[] yTrue, int row) {
        return loss.isCounted(yTrue[row]);
    }

    @Override
    public void config(Config config) {
        super.config(config);
        loss.arguments(config);
    }
}
