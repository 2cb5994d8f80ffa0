package keras4j.initializers;

import java.util.SplittableRandom;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Seeds;
import keras4j.core.Shape;

/**
 * A matrix whose rows or columns, whichever are fewer, are orthogonal and as long as the gain, drawn at random; all axes but
 * the last are its rows. Saxe, McClelland and Ganguli, 2014. Keras: {@code Orthogonal}.
 */
public final class Orthogonal implements Initializer {
    private double gain = 1;
    private Long seed;

    /** By what the matrix is multiplied. */
    public Orthogonal gain(double value) {
        gain = value;
        return this;
    }

    /** Makes the values repeat; without it they follow from the process's seed. */
    public Orthogonal seed(long value) {
        seed = value;
        return this;
    }

    @Override
    public void config(Config config) {
        gain = config.number("gain", gain);
        seed = config.seed("seed", seed);
    }

    /** Gram and Schmidt's way through normal vectors, which gives the Q of a QR decomposition with a positive diagonal. */
    @Override
    public void fill(float[] values, int offset, Shape shape) {
        if (shape.rank() < 2) {
            throw KerasException.expected("Orthogonal", "a weight with at least two axes", shape);
        }
        int rows = shape.positions();
        int columns = shape.last();
        SplittableRandom random = Seeds.generator(seed);
        double[][] vectors = new double[Math.min(rows, columns)][];
        for (int i = 0; i < vectors.length; i++) {
            float[] drawn = new float[Math.max(rows, columns)];
            Draws.normal(random, 0, 1, drawn, 0, drawn.length);
            vectors[i] = new double[drawn.length];
            for (int j = 0; j < drawn.length; j++) {
                vectors[i][j] = drawn[j];
            }
            orthogonalize(vectors, i);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double entry = rows < columns ? vectors[i][j] : vectors[j][i];
                values[offset + i * columns + j] = (float) (gain * entry);
            }
        }
    }

    /** Takes from a vector its parts along those before it, twice because of rounding, and makes its length 1. */
    private static void orthogonalize(double[][] vectors, int index) {
        double[] vector = vectors[index];
        for (int before = 0; before < 2 * index; before++) {
            double[] other = vectors[before % index];
            double part = dot(vector, other);
            for (int j = 0; j < vector.length; j++) {
                vector[j] -= part * other[j];
            }
        }
        double length = Math.sqrt(dot(vector, vector));
        for (int j = 0; j < vector.length; j++) {
            vector[j] /= length;
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
