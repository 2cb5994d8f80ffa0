package keras4j.layers;

import keras4j.core.KerasException;

/** A convolution of each channel of sequences: see {@link DepthwiseConvolution}. Keras: {@code DepthwiseConv1D}. */
public final class DepthwiseConv1D extends DepthwiseConvolution<DepthwiseConv1D> {
    DepthwiseConv1D() {
        super(1, 1);
    }

    /**
     * @param kernelSize how many steps the kernel sees
     * @throws KerasException if they are not positive
     */
    public DepthwiseConv1D(int kernelSize) {
        super(1, kernelSize);
    }
}
