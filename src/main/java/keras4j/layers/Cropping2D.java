package keras4j.layers;

import keras4j.ops.Symbol;

/**
 * Images without their border: (batch, height, width, channels) to (batch, new height, new width, channels), or with channels
 * first. Keras: {@code Cropping2D}.
 */
public final class Cropping2D extends Border<Cropping2D> {
    /** Nothing is cut off. */
    public Cropping2D() {
        this(0);
    }

    /**
     * @param cropping so many on all sides, or above and below, and left and right
     * @throws keras4j.core.KerasException if they are negative
     */
    public Cropping2D(int... cropping) {
        super("cropping", 2, true, symmetric(cropping));
    }

    /**
     * @param cropping above and below, then left and right
     * @throws keras4j.core.KerasException if they are negative, or not two of two
     */
    public Cropping2D(int[]... cropping) {
        super("cropping", 2, true, cropping);
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public Cropping2D dataFormat(String value) {
        return order(value);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return inner(x);
    }
}
