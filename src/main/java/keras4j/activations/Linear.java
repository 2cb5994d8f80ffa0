package keras4j.activations;

import keras4j.ops.Symbol;

/** y = x. Keras: {@code linear}. */
public final class Linear extends ActivationFunction {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    protected Symbol call(Symbol x) {
        return x;
    }
}
