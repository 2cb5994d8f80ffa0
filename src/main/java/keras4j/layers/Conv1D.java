package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution over sequences: see {@link Convolution}. Keras: {@code Conv1D}. PyTorch: {@code Conv1d}. */
public final class Conv1D extends Convolution<Conv1D> {
    Conv1D() {
        super(1);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize how many steps the kernel sees
     * @throws KerasException if they are not positive
     */
    public Conv1D(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
