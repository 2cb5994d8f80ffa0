package keras4j.activations;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y = x where |x| is above the threshold, else 0. Keras: {@code hard_shrink}. */
public final class HardShrink extends ActivationFunction {
    private double threshold = 0.5;

    /** Up to which size numbers become 0. */
    public HardShrink threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public String name() {
        return "hard_shrink";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.hardShrink(x, threshold);
    }

    @Override
    public void config(Config config) {
        threshold = config.number("threshold", threshold);
    }
}
