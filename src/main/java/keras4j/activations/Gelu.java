package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = x times the normal distribution function at x, or its form with tanh. Hendrycks and Gimpel, 2016. Keras: {@code
 * gelu}.
 */
public final class Gelu extends ActivationFunction {
    private boolean approximate = false;

    /** Whether to use the form with tanh. */
    public Gelu approximate(boolean value) {
        approximate = value;
        return this;
    }

    @Override
    public String name() {
        return "gelu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.gelu(x, approximate);
    }

    @Override
    public void config(Config config) {
        approximate = config.flag("approximate", approximate);
    }
}
