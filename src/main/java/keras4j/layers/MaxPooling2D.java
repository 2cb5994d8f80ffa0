package keras4j.layers;

import keras4j.ops.Ops;

/** The largest number of each window: see {@link Pooling}. Keras: {@code MaxPooling2D}. */
public final class MaxPooling2D extends Pooling<MaxPooling2D> {
    /** With a window of 2 x 2. */
    public MaxPooling2D() {
        this(2);
    }

    /** @param poolSize the window's height and width, or one number for both */
    public MaxPooling2D(int... poolSize) {
        super(Ops::maxPool, 2, poolSize);
    }
}
