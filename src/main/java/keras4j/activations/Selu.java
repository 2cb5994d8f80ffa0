package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = scale x above 0, scale alpha (exp(x) - 1) below, with the two constants of Klambauer et al., 2017. Keras:
 * {@code selu}.
 */
public final class Selu extends ActivationFunction {
    @Override
    public String name() {
        return "selu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.selu(x);
    }
}
