package keras4j.layers;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The largest of the inputs, place by place; an axis of length 1, or a missing one, stands for all. The gradient is that of the
 * first of the largest, as in TensorFlow. Keras: {@code Maximum}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Maximum extends ExtremeMerge<Maximum> {
    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.maximum(before, next);
    }
}
