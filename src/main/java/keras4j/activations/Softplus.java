package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = log(1 + exp(x)). Keras: {@code softplus}. */
public final class Softplus extends ActivationFunction {
    @Override
    public String name() {
        return "softplus";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.softplus(x);
    }
}
