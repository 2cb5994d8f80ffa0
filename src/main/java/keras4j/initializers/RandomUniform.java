package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Seeds;
import keras4j.core.Shape;

/** Uniform. Keras: {@code RandomUniform}. */
public final class RandomUniform implements Initializer {
    private double minval = -0.05;
    private double maxval = 0.05;
    private Long seed;

    /** The least number. */
    public RandomUniform minval(double value) {
        minval = value;
        return this;
    }

    /** The number below which all are. */
    public RandomUniform maxval(double value) {
        maxval = value;
        return this;
    }

    /** Makes the values repeat; without it they follow from the process's seed. */
    public RandomUniform seed(long value) {
        seed = value;
        return this;
    }

    @Override
    public void config(Config config) {
        minval = config.number("minval", minval);
        maxval = config.number("maxval", maxval);
        seed = config.seed("seed", seed);
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Draws.uniform(Seeds.generator(seed), minval, maxval, values, offset, shape.size());
    }
}
