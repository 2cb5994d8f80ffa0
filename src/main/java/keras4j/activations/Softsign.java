package keras4j.activations;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x / (1 + |x|). Keras: {@code softsign}. */
public final class Softsign extends ActivationFunction {
    @Override
    public String name() {
        return "softsign";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.softsign(x);
    }
}
