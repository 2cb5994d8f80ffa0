package keras4j.initializers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Shape;

/** All values 1. Keras: {@code Ones}. */
public final class Ones implements Initializer {

    @Override
    public void config(Config config) {
        // Keras has no arguments here.
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Arrays.fill(values, offset, offset + shape.size(), 1);
    }
}
