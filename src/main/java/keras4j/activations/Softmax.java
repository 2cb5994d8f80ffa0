package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y_i = exp(x_i) / sum_j exp(x_j) over the last axis. Keras: {@code softmax}. */
public final class Softmax extends ActivationFunction {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.softmax(x);
    }
}
