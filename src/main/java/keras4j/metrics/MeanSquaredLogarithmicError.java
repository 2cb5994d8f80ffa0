package keras4j.metrics;

/** mean((log(1 + y_true) - log(1 + y_pred))^2). Keras: {@code MeanSquaredLogarithmicError}. */
public final class MeanSquaredLogarithmicError extends LossMetric {
    public MeanSquaredLogarithmicError() {
        super("mean_squared_logarithmic_error", new keras4j.losses.MeanSquaredLogarithmicError());
    }
}
