package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;

/** Normal numbers, cut off or not. */
abstract class Gaussian<I extends Gaussian<I>> implements Initializer {
    private double mean = 0;
    private double stddev = 0.05;
    private Long seed;

    /** The mean; 0 unless given. */
    public I mean(double value) {
        mean = value;
        return self();
    }

    /** The standard deviation, before any numbers are left out; 0.05 unless given. */
    public I stddev(double value) {
        if (!(value >= 0)) {
            throw KerasException.expected("stddev", "a number of at least 0", value);
        }
        stddev = value;
        return self();
    }

    /** Makes the values repeat; without it they follow from the process's seed. */
    public I seed(long value) {
        seed = value;
        return self();
    }

    @SuppressWarnings("unchecked")
    private I self() {
        return (I) this;
    }

    final double mean() {
        return mean;
    }

    final double stddev() {
        return stddev;
    }

    final Long seed() {
        return seed;
    }

    @Override
    public final void config(Config config) {
        mean = config.number("mean", mean);
        stddev = config.number("stddev", stddev);
        seed = config.seed("seed", seed);
    }
}
