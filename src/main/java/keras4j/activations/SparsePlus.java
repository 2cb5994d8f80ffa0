package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = 0 up to -1, (x + 1)^2 / 4 up to 1, x above. Keras: {@code sparse_plus}. */
public final class SparsePlus extends ActivationFunction {
    @Override
    public String name() {
        return "sparse_plus";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.sparsePlus(x);
    }
}
