package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = tanh(x). Keras: {@code tanh}. */
public final class Tanh extends ActivationFunction {
    @Override
    public String name() {
        return "tanh";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.tanh(x);
    }
}
