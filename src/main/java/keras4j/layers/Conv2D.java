package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution over images: see {@link Convolution}. Keras: {@code Conv2D}. PyTorch: {@code Conv2d}. */
public final class Conv2D extends Convolution<Conv2D> {
    Conv2D() {
        super(2);
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public Conv2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }
}
