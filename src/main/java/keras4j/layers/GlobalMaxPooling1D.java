package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The largest number of each channel of a sequence: (batch, time, channels) to (batch, channels), see {@link GlobalPooling}.
 * Keras: {@code GlobalMaxPooling1D}.
 */
public final class GlobalMaxPooling1D extends GlobalPooling<GlobalMaxPooling1D> {
    public GlobalMaxPooling1D() {
        super(1);
    }

    @Override
    Symbol pooled(Symbol x, int[] axes, boolean keepdims, Call call) {
        return Ops.max(x, axes, keepdims);
    }
}
