package keras4j.layers;

import keras4j.ops.Ops;

/** The mean of each window's numbers, of those inside of the sequence: see {@link Pooling}. Keras: {@code AveragePooling1D}. */
public final class AveragePooling1D extends Pooling<AveragePooling1D> {
    AveragePooling1D() {
        this(1);
    }

    /** @param poolSize how many steps the window sees */
    public AveragePooling1D(int poolSize) {
        super(Ops::averagePool, 1, poolSize);
    }
}
