package keras4j.internal.graph;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.Compound;
import keras4j.layers.Layer;
import keras4j.layers.Symbol;

/**
 * A layer that is a graph of layers. Their weights are among those of the model that it is a layer of.
 *
 * @param <L> the layer's own class
 */
public abstract class Inner<L extends Inner<L>> extends Compound<L> {
    /** What it computes. */
    protected abstract Graph graph();

    @Override
    protected List<Layer<?>> parts() {
        return graph().layers();
    }

    /** What it was built as before, if it is a model that was; else null. */
    Network built() {
        return null;
    }

    /** Is told what it is built as. */
    void setNetwork(Network value) {}

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> expected = graph().inputs().stream().map(Symbol::shape).toList();
        if (!Shape.allFit(inputs, expected)) {
            throw KerasException.expected(className(), "inputs of shapes " + batched(expected), batched(inputs));
        }
        return graph().outputShapes(inputs);
    }

    private static List<String> batched(List<Shape> shapes) {
        return shapes.stream().map(Shape::batched).toList();
    }
}
