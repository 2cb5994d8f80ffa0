package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = max(x, 0) + alpha (exp(min(x, 0) / alpha) - 1). Barron, 2017. Keras: {@code celu}. */
public final class Celu extends ActivationFunction {
    private double alpha = 1;

    /** How far below 0 it goes. */
    public Celu alpha(double value) {
        alpha = value;
        return this;
    }

    @Override
    public String name() {
        return "celu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.celu(x, alpha);
    }

    @Override
    public void config(Config config) {
        alpha = config.number("alpha", alpha);
    }
}
