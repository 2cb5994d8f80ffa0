package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = a sigmoid(b), a and b being the two halves of the last axis, which becomes half as long. Dauphin et al., 2016. Keras:
 * {@code glu}.
 */
public final class Glu extends ActivationFunction {
    @Override
    public String name() {
        return "glu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.glu(x, -1);
    }
}
