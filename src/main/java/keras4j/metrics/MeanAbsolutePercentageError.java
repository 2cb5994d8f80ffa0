package keras4j.metrics;

/** 100 mean(|y_true - y_pred| / |y_true|). Keras: {@code MeanAbsolutePercentageError}. */
public final class MeanAbsolutePercentageError extends LossMetric {
    public MeanAbsolutePercentageError() {
        super("mean_absolute_percentage_error", new keras4j.losses.MeanAbsolutePercentageError());
    }
}
