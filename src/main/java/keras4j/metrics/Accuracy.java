package keras4j.metrics;

/**
 * How many predictions equal the labels; by the name "accuracy" Keras, and {@link Metrics#get}, take another one. Keras: {@code
 * Accuracy}.
 */
public final class Accuracy extends ElementwiseMetric {
    public Accuracy() {
        super("accuracy");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    protected double value(float y, float p) {
        return y == p ? 1 : 0;
    }
}
