package keras4j.metrics;

import keras4j.core.Config;

/** The mean of sum(u v), u and v being y_true and y_pred divided by their lengths. Keras: {@code CosineSimilarity}. */
public final class CosineSimilarity extends LossMetric {
    private final keras4j.losses.CosineSimilarity loss;

    public CosineSimilarity() {
        this(new keras4j.losses.CosineSimilarity());
    }

    private CosineSimilarity(keras4j.losses.CosineSimilarity loss) {
        super("cosine_similarity", loss);
        this.loss = loss;
    }

    @Override
    public CosineSimilarity name(String value) {
        super.name(value);
        return this;
    }

    /** The axis, that of the batch being 0, along which it is taken; the last unless given. */
    public CosineSimilarity axis(int value) {
        loss.axis(value);
        return this;
    }

    /** Keras reads the axis, though it leaves it out when it writes. */
    @Override
    public void config(Config config) {
        super.config(config);
        loss.arguments(config);
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    /** The loss is less where the metric is more. */
    @Override
    double sign() {
        return -1;
    }
}
