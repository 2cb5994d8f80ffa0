package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = log(sigmoid(x)). Keras: {@code log_sigmoid}. */
public final class LogSigmoid extends ActivationFunction {
    @Override
    public String name() {
        return "log_sigmoid";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.logSigmoid(x);
    }
}
