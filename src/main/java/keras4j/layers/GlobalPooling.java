package keras4j.layers;

import keras4j.core.Config;
import keras4j.ops.Symbol;

/**
 * One number for each channel of an image, or of a sequence: (batch, height, width, channels) to (batch, channels), or (batch,
 * time, channels) to (batch, channels), or with channels first. DL4J: {@code GlobalPoolingLayer}.
 *
 * @param <L> the layer's own class
 */
public abstract class GlobalPooling<L extends GlobalPooling<L>> extends Layer<L> {
    private final int axes;
    private Images dataFormat = Images.CHANNELS_LAST;
    private boolean keepdims;

    /** @param axes over which it pools: 1 for time, 2 for height and width */
    GlobalPooling(int axes) {
        this.axes = axes;
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    /** Whether the pooled axes remain, with the length 1; false unless given. */
    public final L keepdims(boolean value) {
        return set(() -> keepdims = value);
    }

    @Override
    protected final void config(Config config) {
        dataFormat = Images.config(config, className(), dataFormat);
        keepdims = config.flag("keepdims", keepdims);
    }

    /**
     * The one number for each channel.
     *
     * @param axes those along which it pools
     * @param keepdims whether they remain
     */
    abstract Symbol pooled(Symbol x, int[] axes, boolean keepdims, Call call);

    @Override
    protected final Symbol call(Symbol x, Call call) {
        dataFormat.check(className(), axes, x);
        return pooled(x, dataFormat.axes(axes), keepdims, call);
    }
}
