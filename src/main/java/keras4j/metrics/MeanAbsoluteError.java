package keras4j.metrics;

/** mean(|y_true - y_pred|). Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends LossMetric {
    public MeanAbsoluteError() {
        super("mean_absolute_error", new keras4j.losses.MeanAbsoluteError());
    }
}
