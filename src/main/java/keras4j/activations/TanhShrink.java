package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x - tanh(x). Keras: {@code tanh_shrink}. */
public final class TanhShrink extends ActivationFunction {
    @Override
    public String name() {
        return "tanh_shrink";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.tanhShrink(x);
    }
}
