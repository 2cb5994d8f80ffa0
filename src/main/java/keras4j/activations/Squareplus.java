package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = (x + sqrt(x^2 + b)) / 2. Barron, 2021. Keras: {@code squareplus}. */
public final class Squareplus extends ActivationFunction {
    private double b = 4;

    /** How smooth it is. */
    public Squareplus b(double value) {
        b = value;
        return this;
    }

    @Override
    public String name() {
        return "squareplus";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.squareplus(x, b);
    }

    @Override
    public void config(Config config) {
        b = config.number("b", b);
    }
}
