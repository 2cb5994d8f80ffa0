package keras4j.regularizers;

import keras4j.core.Config;
import keras4j.core.Regularizer;

/** l1 sum(|w|). Keras: {@code L1}. */
public final class L1 implements Regularizer {
    private double l1;
    private final L1L2 sum = new L1L2();

    /** With Keras's factor, 0.01. */
    public L1() {
        this(0.01);
    }

    /** @param l1 the factor */
    public L1(double l1) {
        set(l1);
    }

    private void set(double factor) {
        l1 = L1L2.factor("L1.l1", factor);
        sum.l1(factor);
    }

    @Override
    public void config(Config config) {
        set(config.number("l1", l1));
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
