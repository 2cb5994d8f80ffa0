package keras4j.layers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** In training, numbers of a normal distribution around 0 are added; the shape is unchanged. Keras: {@code GaussianNoise}. */
public final class GaussianNoise extends Layer<GaussianNoise> {
    private double stddev;
    private final LayerSeed seed = new LayerSeed();

    GaussianNoise() {}

    /**
     * @param stddev the distribution's standard deviation
     * @throws keras4j.core.KerasException if it is not from 0 to 1
     */
    public GaussianNoise(double stddev) {
        this.stddev = Numbers.part("GaussianNoise.stddev", stddev);
    }

    /**
     * The seed of this layer's own random numbers: they go on from fit to fit, and the seed of fit does not change them. None
     * unless given.
     */
    public GaussianNoise seed(long value) {
        return set(() -> seed.set(value));
    }

    @Override
    protected void config(Config config) {
        stddev = Numbers.part("GaussianNoise.stddev", config.number("stddev", stddev));
        seed.config(config);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (!call.training() || stddev == 0) {
            return x;
        }
        return x.plus(Ops.normal(Arrays.stream(x.shape().dims()).boxed().toList(), 0, stddev, seed.generator()));
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
