package keras4j.initializers;

import java.util.SplittableRandom;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Seeds;
import keras4j.core.Shape;

/**
 * Uniform in [-limit, limit), limit = sqrt(6 / (fan in + fan out)); for a kernel (.., in, out) the other axes multiply both
 * fans. Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010. Keras:
 * {@code GlorotUniform}; the values differ from Keras's, whose generator is its backend's.
 */
public final class GlorotUniform implements Initializer {
    private Long seed;

    /** Makes the values repeat; without it they follow from the process's seed. */
    public GlorotUniform seed(long value) {
        seed = value;
        return this;
    }

    @Override
    public void config(Config config) {
        seed = config.seed("seed", seed);
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        int rank = shape.rank();
        int fanOut = shape.last();
        int fanIn = rank < 2 ? fanOut : shape.dim(-2);
        int receptiveField = rank < 2 ? 1 : shape.size() / (fanIn * fanOut);
        double limit = Math.sqrt(6.0 / ((double) receptiveField * (fanIn + fanOut)));
        SplittableRandom random = Seeds.generator(seed);
        for (int i = 0; i < shape.size(); i++) {
            values[offset + i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }
}
