package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x within [-1, 1]. Keras: {@code hard_tanh}. */
public final class HardTanh extends ActivationFunction {
    @Override
    public String name() {
        return "hard_tanh";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.hardTanh(x);
    }
}
