package keras4j.regularizers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;

/** l1 sum(|w|) + l2 sum(w^2). Keras: {@code L1L2}. */
public final class L1L2 implements Regularizer {
    private double l1;
    private double l2;

    /** The factor of the sizes; 0 unless given. */
    public L1L2 l1(double value) {
        l1 = factor("L1L2.l1", value);
        return this;
    }

    /** The factor of the squares; 0 unless given. */
    public L1L2 l2(double value) {
        l2 = factor("L1L2.l2", value);
        return this;
    }

    static double factor(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(argument, "a number of at least 0", value);
        }
        return value;
    }

    @Override
    public void config(Config config) {
        l1(config.number("l1", l1));
        l2(config.number("l2", l2));
    }

    @Override
    public double penalty(float[] weights, int from, int to) {
        double sizes = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sizes += Math.abs(weights[i]);
            squares += weights[i] * (double) weights[i];
        }
        return l1 * sizes + l2 * squares;
    }

    @Override
    public void addGradient(float[] weights, float[] gradients, int from, int to) {
        float size = (float) l1;
        float square = (float) (2 * l2);
        for (int i = from; i < to; i++) {
            gradients[i] += size * Math.signum(weights[i]) + square * weights[i];
        }
    }
}
