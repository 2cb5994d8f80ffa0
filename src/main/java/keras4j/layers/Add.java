package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The sum of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code Add}. DL4J:
 * {@code ElementWiseVertex}, where shapes are equal.
 */
public final class Add extends ElementwiseMerge<Add> {
    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.add(before, next);
    }
}
