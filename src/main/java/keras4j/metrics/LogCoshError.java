package keras4j.metrics;

import keras4j.losses.LogCosh;

/** mean(log(cosh(y_pred - y_true))). Keras: {@code LogCoshError}. */
public final class LogCoshError extends LossMetric {
    public LogCoshError() {
        super("logcosh", new LogCosh());
    }
}
