package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The mean of each channel of an image: (batch, height, width, channels) to (batch, channels), see {@link GlobalPooling}.
 * Keras: {@code GlobalAveragePooling2D}.
 */
public final class GlobalAveragePooling2D extends GlobalPooling<GlobalAveragePooling2D> {
    public GlobalAveragePooling2D() {
        super(2);
    }

    @Override
    Symbol pooled(Symbol x, int[] axes, boolean keepdims, Call call) {
        return Ops.mean(x, axes, keepdims);
    }
}
