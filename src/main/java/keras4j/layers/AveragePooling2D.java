package keras4j.layers;

import keras4j.ops.Ops;

/** The mean of each window's numbers, of those inside of the image: see {@link Pooling}. Keras: {@code AveragePooling2D}. */
public final class AveragePooling2D extends Pooling<AveragePooling2D> {
    AveragePooling2D() {
        this(1);
    }

    /** @param poolSize the window's height and width, or one number for both */
    public AveragePooling2D(int... poolSize) {
        super(Ops::averagePool, 2, poolSize);
    }
}
