package keras4j.metrics;

/** mean((y_true - y_pred)^2). Keras: {@code MeanSquaredError}. */
public final class MeanSquaredError extends LossMetric {
    public MeanSquaredError() {
        super("mean_squared_error", new keras4j.losses.MeanSquaredError());
    }
}
