package keras4j.layers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * In training, each feature becomes 0 in all steps of a sample with probability {@code rate} and is divided by 1 - rate else:
 * (batch, time, features), the shape unchanged. Keras: {@code SpatialDropout1D}.
 */
public final class SpatialDropout1D extends Layer<SpatialDropout1D> {
    private double rate;
    private final LayerSeed seed = new LayerSeed();

    SpatialDropout1D() {}

    /**
     * @param rate the part of the features that become 0
     * @throws KerasException if it is not from 0 to 1
     */
    public SpatialDropout1D(double rate) {
        this.rate = Numbers.part("SpatialDropout1D.rate", rate);
    }

    /**
     * The seed of this layer's own random numbers: they go on from fit to fit, and the seed of fit does not change them. None
     * unless given.
     */
    public SpatialDropout1D seed(long value) {
        return set(() -> seed.set(value));
    }

    @Override
    protected void config(Config config) {
        rate = Numbers.part("SpatialDropout1D.rate", config.number("rate", rate));
        seed.config(config);
    }

    /** Keras's constructor takes no {@code trainable}, so that it is not written. */
    @Override
    void fullConfig(Config config) {
        configName(config);
        SerializedLayers.onlyFloat32(config);
        config.ignored("trainable");
        config(config);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (x.rank() != 3) {
            throw KerasException.expected(
                    "SpatialDropout1D",
                    "inputs (batch, time, features)",
                    x.sampleShape().batched());
        }
        return call.training() ? Ops.dropout(x, rate, Arrays.asList(null, 1, null), seed.generator()) : x;
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
