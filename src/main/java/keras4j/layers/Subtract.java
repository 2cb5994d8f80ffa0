package keras4j.layers;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The first input less the second, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Subtract}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Subtract extends ElementwiseMerge<Subtract> {
    @Override
    Symbol merged(List<Symbol> inputs, List<Symbol> counts) {
        if (inputs.size() != 2) {
            throw KerasException.expected("Subtract", "two inputs", inputs.size());
        }
        return super.merged(inputs, counts);
    }

    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.subtract(before, next);
    }
}
