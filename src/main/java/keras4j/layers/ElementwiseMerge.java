package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.Broadcast;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** Several inputs taken together place by place, where an axis of length 1, or a missing one, stands for all. */
abstract class ElementwiseMerge<L extends ElementwiseMerge<L>> extends Merge<L> {
    /** What becomes of the inputs before, and of the next one. */
    protected abstract Symbol merged(Symbol before, Symbol next);

    @Override
    protected Symbol merged(List<Symbol> inputs, Call call) {
        List<Shape> samples = inputs.stream().map(Symbol::sampleShape).toList();
        int rank = Broadcast.shape(className(), samples).rank() + 1;
        List<Symbol> aligned = new ArrayList<>();
        List<Symbol> counts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Symbol x = aligned(inputs.get(i), rank);
            Symbol mask = x == inputs.get(i) ? call.mask(i) : null;
            aligned.add(x);
            counts.add(
                    mask == null
                            ? null
                            : Ops.broadcastTo(
                                    Ops.expandDims(mask, -1), x.shape().dims()));
        }
        return merged(aligned, counts);
    }

    /**
     * What becomes of all.
     *
     * @param counts for each which of its numbers count, of its shape; null for all
     */
    Symbol merged(List<Symbol> inputs, List<Symbol> counts) {
        return inputs.stream().reduce(this::merged).orElseThrow();
    }

    /** The value with missing axes of length 1 behind the batch's. */
    private static Symbol aligned(Symbol x, int rank) {
        if (x.rank() == rank) {
            return x;
        }
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[0] = x.dim(0);
        System.arraycopy(x.sampleShape().dims(), 0, dims, rank - x.rank() + 1, x.rank() - 1);
        return Ops.reshape(x, dims);
    }
}
