package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Steps of 0 before and behind: (batch, time, channels) to (batch, more time, channels), or with channels first. Keras: {@code
 * ZeroPadding1D}.
 */
public final class ZeroPadding1D extends Border<ZeroPadding1D> {
    /** One step on each side. */
    public ZeroPadding1D() {
        this(1);
    }

    /**
     * @param padding so many on both sides, or before and behind
     * @throws keras4j.core.KerasException if they are negative
     */
    public ZeroPadding1D(int... padding) {
        super("padding", 1, true, both(padding));
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public ZeroPadding1D dataFormat(String value) {
        return order(value);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Ops.pad(x, ofBatch(x));
    }
}
