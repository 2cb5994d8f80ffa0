package keras4j;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.Inner;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * A layer of one's own that is a composition of layers, be it a block of a residual network. In files it is an object with
 * its arguments, if {@link Keras4j#registerKerasSerializable} knows its class; its layers' weights stand there under their names. Keras: a
 * {@code Layer} that has layers.
 *
 * @param <L> the layer's own class, so that setters chain
 */
public abstract class CompositeLayer<L extends CompositeLayer<L>> extends Inner<L> {
    private Graph graph;

    /**
     * What the layer computes, said by calls of layers. It is asked once, when the shape of the input is known; the layers
     * then belong to this one, which cannot be changed any more.
     */
    protected abstract Symbol call(Symbol x);

    @Override
    protected final Graph graph() {
        if (graph == null) {
            throw KerasException.expected("layer " + getName(), "a layer that has been called", "one that has not");
        }
        return graph;
    }

    /** Those that it will be made of are told when it is called. */
    @Override
    protected final List<Layer<?>> parts() {
        return graph == null ? List.of() : super.parts();
    }

    @Override
    protected final List<Shape> outputShapes(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw KerasException.expected(className(), "one input", inputs.size());
        }
        if (graph == null) {
            Symbol x = new Input(inputs.get(0).dims()).symbol();
            Symbol output = KerasException.notNull(className() + ".call", "a symbol", call(x));
            graph = Graph.attached(List.of(x), List.of(output));
            LayerHooks.freeze(this);
            if (!isTrainable()) {
                trainable(false);
            }
        }
        return super.outputShapes(inputs);
    }
}
