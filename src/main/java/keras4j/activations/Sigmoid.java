package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = 1 / (1 + exp(-x)). Keras: {@code sigmoid}. */
public final class Sigmoid extends ActivationFunction {
    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.sigmoid(x);
    }
}
