package keras4j.layers;

import keras4j.core.KerasException;

/** A transposed convolution over sequences: see {@link ConvolutionTranspose}. Keras: {@code Conv1DTranspose}. */
public final class Conv1DTranspose extends ConvolutionTranspose<Conv1DTranspose> {
    Conv1DTranspose() {
        super(1);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize how many steps the kernel sees
     * @throws KerasException if they are not positive
     */
    public Conv1DTranspose(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
