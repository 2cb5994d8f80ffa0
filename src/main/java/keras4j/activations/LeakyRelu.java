package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x above 0, negativeSlope x below. Keras: {@code leaky_relu}. */
public final class LeakyRelu extends ActivationFunction {
    private double negativeSlope = 0.2;

    /** The slope below 0. */
    public LeakyRelu negativeSlope(double value) {
        negativeSlope = value;
        return this;
    }

    @Override
    public String name() {
        return "leaky_relu";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.leakyRelu(x, negativeSlope);
    }

    @Override
    public void config(Config config) {
        negativeSlope = config.number("negative_slope", negativeSlope);
    }
}
