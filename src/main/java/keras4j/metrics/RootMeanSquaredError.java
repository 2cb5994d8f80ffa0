package keras4j.metrics;

/** sqrt(mean((y_true - y_pred)^2)); as in Keras, without regard to masks. Keras: {@code RootMeanSquaredError}. */
public final class RootMeanSquaredError extends LossMetric {
    public RootMeanSquaredError() {
        super("root_mean_squared_error", new keras4j.losses.MeanSquaredError());
    }

    @Override
    public boolean isMasked() {
        return false;
    }

    @Override
    public double result() {
        return Math.sqrt(super.result());
    }
}
