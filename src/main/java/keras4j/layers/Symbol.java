package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;

/**
 * What a layer will give, while a model is described: it has a shape and comes from somewhere, but has no numbers. Made by
 * {@code input(..)} and by {@link Layer#call}. Keras: {@code KerasTensor}.
 */
public final class Symbol {
    private final Layer<?> layer;
    private final List<Symbol> inputs;
    private final Shape shape;
    private final int call;

    Symbol(Layer<?> layer, List<Symbol> inputs, Shape shape, int call) {
        this.call = call;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.shape = shape;
    }

    /** The shape of one sample. */
    public Shape shape() {
        return shape;
    }

    /** The layer that was called. */
    public Layer<?> layer() {
        return layer;
    }

    /** Which of the layer's calls it is, counted from 0. */
    public int call() {
        return call;
    }

    /** What it was called with; nothing if it is an {@link Input}. */
    public List<Symbol> inputs() {
        return inputs;
    }

    /** The shape and the layer. */
    @Override
    public String toString() {
        return "Symbol(" + shape.batched() + " of " + layer + ")";
    }
}
