package keras4j.layers;

import java.util.List;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The mean of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Average}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Average extends ElementwiseMerge<Average> {
    @Override
    Symbol merged(List<Symbol> inputs, List<Symbol> counts) {
        return super.merged(inputs, counts).dividedBy(inputs.size());
    }

    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.add(before, next);
    }
}
