package keras4j.layers;

import java.util.List;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The largest of the inputs, place by place; an axis of length 1, or a missing one, stands for all. The gradient is that of the
 * first of the largest, as in TensorFlow. Keras: {@code Maximum}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Maximum extends ElementwiseMerge<Maximum> {
    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.maximum(before, next);
    }

    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return withoutMasks(masks);
    }
}
