package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = max(x, 0); with arguments: x above the threshold, but at most maxValue, and negativeSlope (x - threshold) below. Keras:
 * {@code relu}.
 */
public final class Relu extends ActivationFunction {
    private double negativeSlope = 0;
    private Double maxValue;
    private double threshold = 0;

    /** The slope below the threshold. */
    public Relu negativeSlope(double value) {
        negativeSlope = value;
        return this;
    }

    /** The largest output. */
    public Relu maxValue(double value) {
        maxValue = value;
        return this;
    }

    /** Where the function begins. */
    public Relu threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public void config(Config config) {
        maxValue = config.optionalNumber("max_value", maxValue);
        negativeSlope = config.number("negative_slope", negativeSlope);
        threshold = config.number("threshold", threshold);
    }

    @Override
    public String name() {
        return "relu";
    }

    @Override
    protected Symbol call(Symbol x) {
        boolean isPlain = negativeSlope == 0 && maxValue == null && threshold == 0;
        return isPlain ? Ops.relu(x) : Ops.relu(x, negativeSlope, maxValue, threshold);
    }
}
