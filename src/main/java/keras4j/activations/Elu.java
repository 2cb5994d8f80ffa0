package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x above 0, alpha (exp(x) - 1) below. Clevert et al., 2016. Keras: {@code elu}. */
public final class Elu extends ActivationFunction {
    private double alpha = 1;

    /** How far below 0 it goes. */
    public Elu alpha(double value) {
        alpha = value;
        return this;
    }

    @Override
    public String name() {
        return "elu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.elu(x, alpha);
    }

    @Override
    public void config(Config config) {
        alpha = config.number("alpha", alpha);
    }
}
