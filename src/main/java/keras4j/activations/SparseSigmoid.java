package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = (x + 1) / 2 within [0, 1]. Keras: {@code sparse_sigmoid}. */
public final class SparseSigmoid extends ActivationFunction {
    @Override
    public String name() {
        return "sparse_sigmoid";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.sparseSigmoid(x);
    }
}
