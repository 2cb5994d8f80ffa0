package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution of images in two steps: see {@link SeparableConvolution}. Keras: {@code SeparableConv2D}. */
public final class SeparableConv2D extends SeparableConvolution<SeparableConv2D> {
    SeparableConv2D() {
        super(2);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public SeparableConv2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }
}
