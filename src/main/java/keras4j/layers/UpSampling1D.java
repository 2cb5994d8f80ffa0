package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** Each step so many times: (batch, time, channels) to (batch, size * time, channels). Keras: {@code UpSampling1D}. */
public final class UpSampling1D extends Layer<UpSampling1D> {
    private int size = 2;

    /** Each step twice. */
    public UpSampling1D() {}

    /** @throws KerasException if it is not positive */
    public UpSampling1D(int size) {
        this.size = Numbers.positive("UpSampling1D.size", size);
    }

    @Override
    protected void config(Config config) {
        size = Numbers.positive("UpSampling1D.size", config.integer("size", size));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Images.CHANNELS_LAST.check("UpSampling1D", 1, x);
        return Ops.repeat(x, size, 1);
    }
}
