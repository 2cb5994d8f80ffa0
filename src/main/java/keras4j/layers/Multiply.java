package keras4j.layers;

import java.util.List;
import keras4j.core.Mask;
import keras4j.core.Shape;
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

    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return withoutMasks(masks);
    }
}
