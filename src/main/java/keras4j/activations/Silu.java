package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x sigmoid(x). Ramachandran et al., 2017. Keras: {@code silu}, {@code swish}. */
public final class Silu extends ActivationFunction {
    @Override
    public String name() {
        return "silu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.silu(x);
    }
}
