package keras4j.constraints;

import keras4j.core.Config;

/** Makes norms that are larger the largest one. Keras: {@code MaxNorm}. */
public final class MaxNorm extends Norm<MaxNorm> {
    private double maxValue;

    /** With Keras's largest norm, 2. */
    public MaxNorm() {
        this(2);
    }

    /** @param maxValue the largest norm */
    public MaxNorm(double maxValue) {
        this.maxValue = atLeastZero("maxValue", maxValue);
    }

    @Override
    public void config(Config config) {
        maxValue = atLeastZero("max_value", config.number("max_value", maxValue));
        configAxis(config);
    }

    @Override
    double wanted(double norm) {
        return Math.min(norm, maxValue);
    }
}
