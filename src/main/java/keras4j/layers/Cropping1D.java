package keras4j.layers;

import keras4j.ops.Symbol;

/** Sequences without their first and last steps: (batch, time, channels) to (batch, less time, channels). Keras: {@code Cropping1D}. */
public final class Cropping1D extends Border<Cropping1D> {
    /** One step on each side. */
    public Cropping1D() {
        this(1);
    }

    /**
     * @param cropping so many on both sides, or before and behind
     * @throws keras4j.core.KerasException if they are negative
     */
    public Cropping1D(int... cropping) {
        super("cropping", 1, false, both(cropping));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return inner(x);
    }
}
