package keras4j.layers;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * (batch, a, b, ..) to (batch, a * b * ..), row-major, or with channels first (batch, b, .., a) as such. Keras: {@code
 * Flatten}. DL4J: a change of shape between layers.
 */
public final class Flatten extends Layer<Flatten> {
    private Images dataFormat = Images.CHANNELS_LAST;

    /** "channels_last", or "channels_first", which moves the first axis behind all others before; channels_last unless given. */
    public Flatten dataFormat(String value) {
        return set(() -> dataFormat = Images.of("Flatten.dataFormat", value));
    }

    @Override
    protected void config(Config config) {
        dataFormat = Images.config(config, "Flatten", dataFormat);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Ops.reshape(dataFormat.toLast(x), x.dim(0), x.sampleShape().size());
    }
}
