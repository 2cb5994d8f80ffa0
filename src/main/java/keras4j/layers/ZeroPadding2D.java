package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A border of 0 around images: (batch, height, width, channels) to (batch, new height, new width, channels), or with channels
 * first. Keras: {@code ZeroPadding2D}.
 */
public final class ZeroPadding2D extends Border<ZeroPadding2D> {
    /** One place on each side. */
    public ZeroPadding2D() {
        this(1);
    }

    /**
     * @param padding so many on all sides, or above and below, and left and right
     * @throws keras4j.core.KerasException if they are negative
     */
    public ZeroPadding2D(int... padding) {
        super("padding", 2, true, symmetric(padding));
    }

    /**
     * @param padding above and below, then left and right
     * @throws keras4j.core.KerasException if they are negative, or not two of two
     */
    public ZeroPadding2D(int[]... padding) {
        super("padding", 2, true, padding);
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public ZeroPadding2D dataFormat(String value) {
        return order(value);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Ops.pad(x, ofBatch(x));
    }
}
