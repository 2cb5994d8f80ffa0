package keras4j.metrics;

import keras4j.core.Config;
import keras4j.core.KerasException;

/** How many predictions, being 1 above the threshold and 0 else, equal the labels. Keras: {@code BinaryAccuracy}. */
public final class BinaryAccuracy extends ElementwiseMetric {
    private double threshold = 0.5;

    public BinaryAccuracy() {
        super("binary_accuracy");
    }

    @Override
    public BinaryAccuracy name(String value) {
        super.name(value);
        return this;
    }

    /** Predictions above this count as 1. */
    public BinaryAccuracy threshold(double value) {
        if (!(value >= 0 && value < 1)) {
            throw KerasException.expected("BinaryAccuracy.threshold", "a number from 0 to less than 1", value);
        }
        threshold = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        threshold(config.number("threshold", threshold));
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    protected double value(float y, float p) {
        return (p > (float) threshold ? 1 : 0) == y ? 1 : 0;
    }
}
