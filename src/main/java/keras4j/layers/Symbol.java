package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;

/**
 * What a layer will give, while a model is described: it has a shape and comes from somewhere, but has no numbers. Made by
 * {@code input(..)} and by {@link Layer#apply}. Keras: {@code KerasTensor}.
 */
public final class Symbol {
    private final Layer<?> layer;
    private final List<Symbol> inputs;
    private final Shape shape;
    private final int batchSize;
    private final int callNumber;
    private final int output;
    private final Symbol origin;

    /** The first or only output of a call. */
    Symbol(Layer<?> layer, List<Symbol> inputs, Shape shape, int callNumber) {
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.shape = shape;
        batchSize = layer instanceof Input input ? input.batchSize() : inputs.get(0).batchSize;
        this.callNumber = callNumber;
        output = 0;
        origin = this;
    }

    /** Another output of the same call. */
    Symbol(Symbol origin, int output, Shape shape) {
        layer = origin.layer;
        inputs = origin.inputs;
        batchSize = origin.batchSize;
        callNumber = origin.callNumber;
        this.shape = shape;
        this.output = output;
        this.origin = origin;
    }

    /** The shape of one sample. */
    public Shape shape() {
        return shape;
    }

    /** How many samples each batch has; 0 for any number, if its input does not say it. */
    public int batchSize() {
        return batchSize;
    }

    /** The shape as Keras writes it, with that of the batch before it: {@code (None, 11)}. */
    public String batched() {
        return shape.batched(batchSize);
    }

    /** The layer that was called. */
    public Layer<?> layer() {
        return layer;
    }

    /** Which of the layer's calls it is, counted from 0. */
    public int callNumber() {
        return callNumber;
    }

    /** Which of the call's outputs it is, counted from 0. */
    public int output() {
        return output;
    }

    /** The first output of the same call, which stands for the call. */
    public Symbol origin() {
        return origin;
    }

    /** What it was called with; nothing if it is an {@link Input}. */
    public List<Symbol> inputs() {
        return inputs;
    }

    /** The shape and the layer. */
    @Override
    public String toString() {
        return "Symbol(" + batched() + " of " + layer + ")";
    }
}
