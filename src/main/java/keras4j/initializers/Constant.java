package keras4j.initializers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Shape;

/** All values the same number. Keras: {@code Constant}. */
public final class Constant implements Initializer {
    private double value = 0;

    /** The number. */
    public Constant value(double number) {
        value = number;
        return this;
    }

    @Override
    public void config(Config config) {
        value = config.number("value", value);
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Arrays.fill(values, offset, offset + shape.size(), (float) value);
    }
}
