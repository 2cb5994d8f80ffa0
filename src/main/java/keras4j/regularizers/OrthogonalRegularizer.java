package keras4j.regularizers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Regularizer;
import keras4j.core.Shape;

/**
 * factor times the mean, over all pairs of rows or columns of a matrix, of |u v|, u and v being the two divided by their lengths. Keras:
 * {@code OrthogonalRegularizer}.
 */
public final class OrthogonalRegularizer implements Regularizer {
    private static final double EPSILON = 1e-12;
    private static final List<String> MODES = List.of("rows", "columns");

    private double factor;
    private String mode = "rows";

    /** With Keras's factor, 0.01. */
    public OrthogonalRegularizer() {
        this(0.01);
    }

    /** @param factor by what the mean is multiplied */
    public OrthogonalRegularizer(double factor) {
        setFactor(factor);
    }

    private void setFactor(double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected("OrthogonalRegularizer.factor", "a number of at least 0", value);
        }
        factor = value;
    }

    /** "rows", which it is unless given, or "columns". */
    public OrthogonalRegularizer mode(String value) {
        mode = Names.oneOf("OrthogonalRegularizer.mode", value, MODES);
        return this;
    }

    @Override
    public void config(Config config) {
        setFactor(config.number("factor", factor));
        mode(config.text("mode", mode));
    }

    @Override
    public void check(Shape shape) {
        if (shape.rank() != 2) {
            throw KerasException.expected("OrthogonalRegularizer", "a matrix", "numbers of shape " + shape);
        }
    }

    /** Where rows, or columns, lie: how many, how far from each other, how many numbers each has, how far these are apart. */
    private record Lines(int count, int apart, int length, int step) {
        double dot(float[] values, int from, int first, int second) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += (double) values[from + first * apart + i * step] * values[from + second * apart + i * step];
            }
            return sum;
        }

        /** By what a line is multiplied to have the length 1. */
        double inverseLength(float[] values, int from, int line) {
            return 1 / Math.max(Math.sqrt(dot(values, from, line, line)), EPSILON);
        }
    }

    private Lines lines(Shape shape) {
        int rows = shape.dim(0);
        int columns = shape.dim(1);
        return mode.equals("rows") ? new Lines(rows, columns, columns, 1) : new Lines(columns, 1, rows, columns);
    }

    @Override
    public double penalty(float[] weights, int from, Shape shape) {
        Lines lines = lines(shape);
        double sum = 0;
        for (int i = 0; i < lines.count(); i++) {
            double own = lines.inverseLength(weights, from, i);
            for (int j = 0; j < i; j++) {
                sum += Math.abs(lines.dot(weights, from, i, j) * own * lines.inverseLength(weights, from, j));
            }
        }
        return factor * sum / pairs(lines.count());
    }

    private static double pairs(int count) {
        return count * (count - 1.0) / 2;
    }

    @Override
    public void addGradient(float[] weights, float[] gradients, int from, Shape shape) {
        Lines lines = lines(shape);
        double each = factor / pairs(lines.count());
        for (int i = 0; i < lines.count(); i++) {
            double own = lines.inverseLength(weights, from, i);
            for (int j = 0; j < lines.count(); j++) {
                if (i != j) {
                    double other = lines.inverseLength(weights, from, j);
                    double cosine = lines.dot(weights, from, i, j) * own * other;
                    add(weights, gradients, from, lines, i, j, each * Math.signum(cosine) * own, cosine * own, other);
                }
            }
        }
    }

    /** To the gradient of one line: so often another one, by its length, without what lies along the line itself. */
    private static void add(
            float[] weights,
            float[] gradients,
            int from,
            Lines lines,
            int line,
            int otherLine,
            double factor,
            double along,
            double other) {
        for (int k = 0; k < lines.length(); k++) {
            int place = from + line * lines.apart() + k * lines.step();
            float neighbour = weights[from + otherLine * lines.apart() + k * lines.step()];
            gradients[place] += (float) (factor * (neighbour * other - along * weights[place]));
        }
    }
}
