package keras4j.metrics;

/** How many predictions, being 1 above the threshold and 0 else, equal the labels. Keras: {@code BinaryAccuracy}. */
public final class BinaryAccuracy extends ElementwiseMetric {
    private double threshold = 0.5;

    public BinaryAccuracy() {
        super("binary_accuracy");
    }

    /** Predictions above this count as 1. */
    public BinaryAccuracy threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    double value(float y, float p) {
        return (p > (float) threshold ? 1 : 0) == y ? 1 : 0;
    }
}
