package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The smallest of the inputs, place by place; an axis of length 1, or a missing one, stands for all. The gradient is that of
 * the first of the smallest, as in TensorFlow. Keras: {@code Minimum}.
 */
public final class Minimum extends ExtremeMerge<Minimum> {
    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.minimum(before, next);
    }
}
