package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x tanh(softplus(x)). Misra, 2019. Keras: {@code mish}. */
public final class Mish extends ActivationFunction {
    @Override
    public String name() {
        return "mish";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.mish(x);
    }
}
