package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y_i = x_i - log(sum_j exp(x_j)) over the last axis. Keras: {@code log_softmax}. */
public final class LogSoftmax extends ActivationFunction {
    @Override
    public String name() {
        return "log_softmax";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.logSoftmax(x);
    }
}
