package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = x above the threshold, else another number. It has no defaults, so it has no name to give as a string. Keras:
 * {@code threshold}.
 */
public final class Threshold extends ActivationFunction {
    private double threshold = Double.NaN;
    private double defaultValue = Double.NaN;

    Threshold() {}

    /**
     * @param threshold above which numbers stay
     * @param defaultValue what the others become
     */
    public Threshold(double threshold, double defaultValue) {
        this.threshold = threshold;
        this.defaultValue = defaultValue;
    }

    @Override
    public void config(Config config) {
        threshold = config.number("threshold", threshold);
        defaultValue = config.number("default_value", defaultValue);
    }

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.threshold(x, threshold, defaultValue);
    }
}
