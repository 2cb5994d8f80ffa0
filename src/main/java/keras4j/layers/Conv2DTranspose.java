package keras4j.layers;

import keras4j.core.KerasException;

/** A transposed convolution over images: see {@link ConvolutionTranspose}. Keras: {@code Conv2DTranspose}. */
public final class Conv2DTranspose extends ConvolutionTranspose<Conv2DTranspose> {
    Conv2DTranspose() {
        super(2);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public Conv2DTranspose(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }
}
