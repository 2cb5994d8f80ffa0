package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = exp(x). Keras: {@code exponential}. */
public final class Exponential extends ActivationFunction {
    @Override
    public String name() {
        return "exponential";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.exp(x);
    }
}
