package keras4j.layers;

import java.util.List;
import keras4j.core.Kernel;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.engine.MaskedMeanKernel;

/**
 * The mean of each channel of a sequence, of the steps that a mask does not leave out: (batch, time, channels) to (batch, channels), see {@link GlobalPooling}. Keras: {@code GlobalAveragePooling1D}.
 */
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {
    public GlobalAveragePooling1D() {
        super(Pooled.AVERAGE, 1);
    }

    @Override
    protected boolean readsMask(boolean training) {
        return true;
    }

    /** As in Keras, of no step it is NaN. */
    @Override
    protected List<Kernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        return mask == null ? kernels(input, offset) : kernels(input, new MaskedMeanKernel(mask, channels(input)));
    }
}
