package keras4j.layers;

import keras4j.ops.Ops;

/** The largest number of each window: see {@link Pooling}. Keras: {@code MaxPooling1D}. */
public final class MaxPooling1D extends Pooling<MaxPooling1D> {
    /** With a window of 2 steps. */
    public MaxPooling1D() {
        this(2);
    }

    /** @param poolSize how many steps the window sees */
    public MaxPooling1D(int poolSize) {
        super(Ops::maxPool, 1, poolSize);
    }
}
