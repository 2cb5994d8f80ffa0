package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = min(max(x, 0), 6). Keras: {@code relu6}. */
public final class Relu6 extends ActivationFunction {
    @Override
    public String name() {
        return "relu6";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.relu6(x);
    }
}
