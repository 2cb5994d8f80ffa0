package keras4j.constraints;

import keras4j.core.Config;

/** Brings norms between two, or a part of the way there. Keras: {@code MinMaxNorm}. */
public final class MinMaxNorm extends Norm<MinMaxNorm> {
    private double minValue;
    private double maxValue = 1;
    private double rate = 1;

    /** The smallest norm; 0 unless given. */
    public MinMaxNorm minValue(double value) {
        minValue = atLeastZero("minValue", value);
        return this;
    }

    /** The largest norm; 1 unless given. */
    public MinMaxNorm maxValue(double value) {
        maxValue = atLeastZero("maxValue", value);
        return this;
    }

    /** How much of the way they are brought; 1, all of it, unless given. */
    public MinMaxNorm rate(double value) {
        rate = atLeastZero("rate", value);
        return this;
    }

    @Override
    public void config(Config config) {
        minValue = atLeastZero("min_value", config.number("min_value", minValue));
        maxValue = atLeastZero("max_value", config.number("max_value", maxValue));
        rate = atLeastZero("rate", config.number("rate", rate));
        configAxis(config);
    }

    @Override
    double wanted(double norm) {
        return rate * Math.min(Math.max(norm, minValue), maxValue) + (1 - rate) * norm;
    }
}
