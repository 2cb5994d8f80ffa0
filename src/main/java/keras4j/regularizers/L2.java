package keras4j.regularizers;

import keras4j.core.Config;
import keras4j.core.Regularizer;

/** l2 sum(w^2). Keras: {@code L2}. */
public final class L2 implements Regularizer {
    private double l2;
    private final L1L2 sum = new L1L2();

    /** With Keras's factor, 0.01. */
    public L2() {
        this(0.01);
    }

    /** @param l2 the factor */
    public L2(double l2) {
        set(l2);
    }

    private void set(double factor) {
        l2 = L1L2.factor("L2.l2", factor);
        sum.l2(factor);
    }

    @Override
    public void config(Config config) {
        set(config.number("l2", l2));
    }

    @Override
    public double penalty(float[] weights, int from, int to) {
        return sum.penalty(weights, from, to);
    }

    @Override
    public void addGradient(float[] weights, float[] gradients, int from, int to) {
        sum.addGradient(weights, gradients, from, to);
    }
}
