package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;

/**
 * A layer that is made of layers: it runs as these do. Not for users, who have {@code keras4j.CompositeLayer}.
 *
 * @param <L> the layer's own class
 */
public abstract class Compound<L extends Compound<L>> extends Layer<L> {
    @Override
    protected final Shape outputShape(Shape input) {
        return outputShapes(List.of(input)).get(0);
    }

    @Override
    protected abstract List<Shape> outputShapes(List<Shape> inputs);
}
