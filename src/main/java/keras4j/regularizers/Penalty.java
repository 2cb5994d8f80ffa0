package keras4j.regularizers;

import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Regularizer;
import keras4j.core.Shape;

/** l1 sum(|w|) + l2 sum(w^2). */
abstract class Penalty implements Regularizer {
    private double l1;
    private double l2;

    final double l1() {
        return l1;
    }

    final double l2() {
        return l2;
    }

    final void setL1(double value) {
        l1 = factor("l1", value);
    }

    final void setL2(double value) {
        l2 = factor("l2", value);
    }

    private double factor(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(Names.classOf(this) + "." + argument, "a number of at least 0", value);
        }
        return value;
    }

    @Override
    public final double penalty(float[] weights, int from, Shape shape) {
        int to = from + shape.size();
        double sizes = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sizes += Math.abs(weights[i]);
            squares += weights[i] * (double) weights[i];
        }
        return l1 * sizes + l2 * squares;
    }

    @Override
    public final void addGradient(float[] weights, float[] gradients, int from, Shape shape) {
        int to = from + shape.size();
        float size = (float) l1;
        float square = (float) (2 * l2);
        for (int i = from; i < to; i++) {
            gradients[i] += size * Math.signum(weights[i]) + square * weights[i];
        }
    }
}
