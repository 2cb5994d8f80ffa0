package keras4j.constraints;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;

/**
 * Multiplies the numbers along some axes of a weight by what gives them another norm: each unit of a kernel (in, units) along axis
 * 0, each filter of a kernel (height, width, in, filters) along axes 0, 1 and 2.
 *
 * @param <C> the constraint's own class
 */
public abstract class Norm<C extends Norm<C>> implements Constraint {
    private static final double EPSILON = 1e-7;

    private int[] axis = {0};

    Norm() {}

    /** The axes along which norms are taken, negative from the end; 0 unless given. */
    @SuppressWarnings("unchecked")
    public final C axis(int... value) {
        axis = KerasException.notNull(Names.classOf(this) + ".axis", "axes", value)
                .clone();
        return (C) this;
    }

    final void configAxis(Config config) {
        axis = config.oneOrMore("axis", axis);
    }

    final double atLeastZero(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(Names.classOf(this) + "." + argument, "a number of at least 0", value);
        }
        return value;
    }

    /** The norm in place of this one. */
    abstract double wanted(double norm);

    @Override
    public final void check(Shape shape) {
        long known = Arrays.stream(axis)
                .filter(one -> one >= -shape.rank() && one < shape.rank())
                .map(one -> Math.floorMod(one, shape.rank()))
                .distinct()
                .count();
        if (axis.length == 0 || known < axis.length) {
            throw KerasException.expected(
                    Names.classOf(this) + ".axis",
                    "different axes of a weight of shape " + shape + ", at least one",
                    Arrays.toString(axis));
        }
    }

    @Override
    public final void constrain(float[] weights, int from, Shape shape) {
        each(weights, from, shape, 0, shape.size());
    }

    /**
     * Goes along the axes from one on that have norms of their own.
     *
     * @param size how many numbers there are along these axes
     */
    private void each(float[] weights, int from, Shape shape, int at, int size) {
        if (at == shape.rank()) {
            double norm = Math.sqrt(squares(weights, from, shape, 0));
            scale(weights, from, shape, 0, (float) (wanted(norm) / (EPSILON + norm)));
            return;
        }
        int step = size / shape.dim(at);
        int length = isSummed(at, shape) ? 1 : shape.dim(at);
        for (int i = 0; i < length; i++) {
            each(weights, from + i * step, shape, at + 1, step);
        }
    }

    private boolean isSummed(int at, Shape shape) {
        for (int i = 0; i < axis.length; i++) {
            if (Math.floorMod(axis[i], shape.rank()) == at) {
                return true;
            }
        }
        return false;
    }

    /** @param first the first of the summed axes that count */
    private double squares(float[] weights, int from, Shape shape, int first) {
        if (first == axis.length) {
            return weights[from] * (double) weights[from];
        }
        int length = shape.dim(Math.floorMod(axis[first], shape.rank()));
        int step = step(first, shape);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += squares(weights, from + i * step, shape, first + 1);
        }
        return sum;
    }

    private void scale(float[] weights, int from, Shape shape, int first, float factor) {
        if (first == axis.length) {
            weights[from] *= factor;
            return;
        }
        int length = shape.dim(Math.floorMod(axis[first], shape.rank()));
        int step = step(first, shape);
        for (int i = 0; i < length; i++) {
            scale(weights, from + i * step, shape, first + 1, factor);
        }
    }

    /** How far neighbours along a summed axis lie from each other. */
    private int step(int summed, Shape shape) {
        int step = 1;
        for (int i = Math.floorMod(axis[summed], shape.rank()) + 1; i < shape.rank(); i++) {
            step *= shape.dim(i);
        }
        return step;
    }
}
