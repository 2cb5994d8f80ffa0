package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * One number for each window of an image, or of a sequence, and each channel: (batch, height, width, channels) to (batch, new
 * height, new width, channels), or (batch, time, channels) to (batch, new time, channels), or with channels first. DL4J: {@code
 * SubsamplingLayer}.
 *
 * @param <L> the layer's own class
 */
public abstract class Pooling<L extends Pooling<L>> extends Layer<L> {
    /** One of Keras's ops, such as {@link Ops#maxPool}. */
    interface Pool {
        Symbol of(Symbol x, List<Integer> poolSize, List<Integer> strides, String padding, String dataFormat);
    }

    private final Pool pool;
    private final int axes;
    private int[] poolSize;
    private int[] strides;
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;

    /** @param axes along which it pools: 1 for time, 2 for height and width */
    Pooling(Pool pool, int axes, int... poolSize) {
        this.pool = pool;
        this.axes = axes;
        this.poolSize = Pairs.of(className() + ".poolSize", axes, poolSize);
    }

    /** How far the window moves along time, or along height and width or one number for both; as far as it reaches unless given. */
    public final L strides(int... values) {
        return set(() -> strides = Pairs.of(className() + ".strides", axes, values));
    }

    /** "valid", windows lie inside of the image, or "same", also across its border; valid unless given. */
    public final L padding(String value) {
        return set(() -> padding = Padding.of(className() + ".padding", value, false));
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    private int[] steps() {
        return strides == null ? poolSize : strides;
    }

    @Override
    protected final void config(Config config) {
        poolSize = Pairs.config(config, className(), "pool_size", axes, poolSize);
        strides = Pairs.config(config, className(), "strides", axes, steps());
        padding = Padding.config(config, className(), padding, false);
        dataFormat = Images.config(config, className(), dataFormat);
    }

    @Override
    protected final Symbol call(Symbol x, Call call) {
        dataFormat.check(className(), axes, x);
        try {
            return pool.of(x, Pairs.each(axes, poolSize), Pairs.each(axes, steps()), padding.text(), dataFormat.text());
        } catch (KerasException e) {
            throw e.in(className() + ".poolSize");
        }
    }
}
