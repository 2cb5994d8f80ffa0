package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The product of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Multiply}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Multiply extends ElementwiseMerge<Multiply> {
    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.multiply(before, next);
    }

    /** What does not count multiplies by 1; where nothing counts, the product is 0, if all inputs have masks. */
    @Override
    Symbol merged(List<Symbol> inputs, List<Symbol> counts) {
        List<Symbol> factors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            factors.add(counts.get(i) == null ? inputs.get(i) : Ops.where(counts.get(i), inputs.get(i), 1));
        }
        Symbol product = super.merged(factors, counts);
        return counts.contains(null)
                ? product
                : Ops.where(counts.stream().reduce(Ops::logicalOr).orElseThrow(), product, 0);
    }
}
