package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution of sequences in two steps: see {@link SeparableConvolution}. Keras: {@code SeparableConv1D}. */
public final class SeparableConv1D extends SeparableConvolution<SeparableConv1D> {
    SeparableConv1D() {
        super(1);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize how many steps the kernel sees
     * @throws KerasException if they are not positive
     */
    public SeparableConv1D(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
