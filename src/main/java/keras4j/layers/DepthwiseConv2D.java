package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution of each channel of images: see {@link DepthwiseConvolution}. Keras: {@code DepthwiseConv2D}. */
public final class DepthwiseConv2D extends DepthwiseConvolution<DepthwiseConv2D> {
    DepthwiseConv2D() {
        super(2, 1);
    }

    /**
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public DepthwiseConv2D(int... kernelSize) {
        super(2, kernelSize);
    }
}
