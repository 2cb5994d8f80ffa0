package keras4j.metrics;

/** mean(|y_true - y_pred|). Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends ElementwiseMetric {
    public MeanAbsoluteError() {
        super("mean_absolute_error");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return false;
    }

    @Override
    protected double value(float y, float p) {
        return Math.abs((double) p - y);
    }
}
