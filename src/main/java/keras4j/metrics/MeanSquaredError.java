package keras4j.metrics;

/** mean((y_true - y_pred)^2). Keras: {@code MeanSquaredError}. */
public final class MeanSquaredError extends ElementwiseMetric {
    public MeanSquaredError() {
        super("mean_squared_error");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return false;
    }

    @Override
    protected double value(float y, float p) {
        return ((double) p - y) * ((double) p - y);
    }
}
