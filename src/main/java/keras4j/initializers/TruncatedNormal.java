package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Seeds;
import keras4j.core.Shape;

/** Normal, without numbers more than two standard deviations from the mean. Keras: {@code TruncatedNormal}. */
public final class TruncatedNormal implements Initializer {
    private double mean = 0;
    private double stddev = 0.05;
    private Long seed;

    /** The mean. */
    public TruncatedNormal mean(double value) {
        mean = value;
        return this;
    }

    /** The standard deviation before numbers are left out. */
    public TruncatedNormal stddev(double value) {
        stddev = value;
        return this;
    }

    /** Makes the values repeat; without it they follow from the process's seed. */
    public TruncatedNormal seed(long value) {
        seed = value;
        return this;
    }

    @Override
    public void config(Config config) {
        mean = config.number("mean", mean);
        stddev = config.number("stddev", stddev);
        seed = config.seed("seed", seed);
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Draws.truncatedNormal(Seeds.generator(seed), mean, stddev, values, offset, shape.size());
    }
}
