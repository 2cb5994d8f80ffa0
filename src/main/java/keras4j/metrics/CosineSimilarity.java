package keras4j.metrics;

/** The mean of sum(u v), u and v being y_true and y_pred divided by their lengths. Keras: {@code CosineSimilarity}. */
public final class CosineSimilarity extends LossMetric {
    public CosineSimilarity() {
        super("cosine_similarity", new keras4j.losses.CosineSimilarity());
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    /** The loss is less where the metric is more. */
    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        return -super.value(yTrue, yPred, row, width);
    }
}
