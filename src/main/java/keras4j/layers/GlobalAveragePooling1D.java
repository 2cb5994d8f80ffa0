package keras4j.layers;

import java.util.Set;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The mean of each channel of a sequence, of the steps that a mask does not leave out: (batch, time, channels) to (batch,
 * channels), see {@link GlobalPooling}. Keras: {@code GlobalAveragePooling1D}.
 */
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {
    public GlobalAveragePooling1D() {
        super(1);
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    /** As in Keras, of no step it is NaN. */
    @Override
    Symbol pooled(Symbol x, int[] axes, boolean keepdims, Call call) {
        if (call.mask() == null) {
            return Ops.mean(x, axes, keepdims);
        }
        Symbol counts = Ops.expandDims(Ops.notEqual(call.mask(), 0), 3 - axes[0]);
        Symbol sum = Ops.sum(Ops.where(counts, x, 0), axes, keepdims);
        return sum.dividedBy(Ops.sum(counts, axes, keepdims));
    }
}
