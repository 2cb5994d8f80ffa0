package keras4j.layers;

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
    protected Symbol merged(List<Symbol> inputs) {
        List<Shape> samples = inputs.stream().map(Symbol::sampleShape).toList();
        int rank = Broadcast.shape(className(), samples).rank() + 1;
        Symbol all = aligned(inputs.get(0), rank);
        for (Symbol input : inputs.subList(1, inputs.size())) {
            all = merged(all, aligned(input, rank));
        }
        return all;
    }

    /** The value with missing axes of length 1 behind the batch's. */
    private static Symbol aligned(Symbol x, int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[0] = x.dim(0);
        System.arraycopy(x.sampleShape().dims(), 0, dims, rank - x.rank() + 1, x.rank() - 1);
        return Ops.reshape(x, dims);
    }
}
