package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x moved towards 0 by the threshold, 0 where |x| is not above it. Keras: {@code soft_shrink}. */
public final class SoftShrink extends ActivationFunction {
    private double threshold = 0.5;

    /** By how much numbers shrink. */
    public SoftShrink threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public String name() {
        return "soft_shrink";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.softShrink(x, threshold);
    }

    @Override
    public void config(Config config) {
        threshold = config.number("threshold", threshold);
    }
}
