package keras4j.initializers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** The gain along the diagonal of a matrix, 0 elsewhere. Keras: {@code Identity}. */
public final class Identity implements Initializer {
    private double gain = 1;

    /** The number along the diagonal. */
    public Identity gain(double value) {
        gain = value;
        return this;
    }

    @Override
    public void config(Config config) {
        gain = config.number("gain", gain);
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        if (shape.rank() != 2) {
            throw KerasException.expected("Identity", "a weight with two axes", shape);
        }
        Arrays.fill(values, offset, offset + shape.size(), 0);
        for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
            values[offset + i * shape.dim(1) + i] = (float) gain;
        }
    }
}
