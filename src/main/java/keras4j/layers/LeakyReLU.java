package keras4j.layers;

import keras4j.activations.LeakyRelu;
import keras4j.core.Config;

/** y = x above 0, negativeSlope x below: see {@link FunctionLayer}. Keras: {@code LeakyReLU}. */
public final class LeakyReLU extends FunctionLayer<LeakyReLU> {
    private final LeakyRelu function;

    /** With a slope of 0.3, unlike the function of this name. */
    public LeakyReLU() {
        this(new LeakyRelu().negativeSlope(0.3));
    }

    LeakyReLU(LeakyRelu function) {
        this.function = function;
    }

    /** The slope below 0; 0.3 unless given. */
    public LeakyReLU negativeSlope(double value) {
        return set(() -> function.negativeSlope(atLeastZero("negativeSlope", value)));
    }

    @Override
    protected void config(Config config) {
        configNotNegative(config);
    }

    @Override
    LeakyRelu function() {
        return function;
    }
}
