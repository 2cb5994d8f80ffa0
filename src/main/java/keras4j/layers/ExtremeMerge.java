package keras4j.layers;

import java.util.List;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** The largest or the smallest of several inputs: what does not count is not among them. Keras: {@code _apply_merge_op_and_or_mask}. */
abstract class ExtremeMerge<L extends ExtremeMerge<L>> extends ElementwiseMerge<L> {
    @Override
    final Symbol merged(List<Symbol> inputs, List<Symbol> counts) {
        Symbol all = inputs.get(0);
        Symbol counted = counts.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            Symbol mask = counts.get(i);
            Symbol x = mask == null ? inputs.get(i) : Ops.where(mask, inputs.get(i), all);
            all = merged(counted == null ? all : Ops.where(counted, all, x), x);
            counted = mask == null || counted == null ? null : Ops.logicalOr(counted, mask);
        }
        return all;
    }
}
