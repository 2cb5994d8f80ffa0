package keras4j.layers;

import keras4j.activations.Relu;
import keras4j.core.Config;

/**
 * y = x above the threshold, but at most maxValue, and negativeSlope (x - threshold) below: see {@link FunctionLayer}. Keras:
 * {@code ReLU}.
 */
public final class ReLU extends FunctionLayer<ReLU> {
    private final Relu function;

    /** max(x, 0). */
    public ReLU() {
        this(new Relu());
    }

    ReLU(Relu function) {
        this.function = function;
    }

    /** The largest output; none unless given. */
    public ReLU maxValue(double value) {
        return set(() -> function.maxValue(atLeastZero("maxValue", value)));
    }

    /** The slope below the threshold; 0 unless given. */
    public ReLU negativeSlope(double value) {
        return set(() -> function.negativeSlope(atLeastZero("negativeSlope", value)));
    }

    /** Where the function begins; 0 unless given. */
    public ReLU threshold(double value) {
        return set(() -> function.threshold(atLeastZero("threshold", value)));
    }

    @Override
    protected void config(Config config) {
        configNotNegative(config);
    }

    @Override
    Relu function() {
        return function;
    }
}
