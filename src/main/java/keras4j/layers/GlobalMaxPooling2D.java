package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The largest number of each channel of an image: (batch, height, width, channels) to (batch, channels), see {@link
 * GlobalPooling}. Keras: {@code GlobalMaxPooling2D}.
 */
public final class GlobalMaxPooling2D extends GlobalPooling<GlobalMaxPooling2D> {
    public GlobalMaxPooling2D() {
        super(2);
    }

    @Override
    Symbol pooled(Symbol x, int[] axes, boolean keepdims, Call call) {
        return Ops.max(x, axes, keepdims);
    }
}
