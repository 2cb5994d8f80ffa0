package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Shape;

/**
 * One of the outputs of a layer that has several, as what stands in a graph for it: where DL4J runs the layer, all outputs
 * stand behind each other, sample after sample. Not for users; in no model is it a layer.
 */
public final class Part extends Layer<Part> {
    private final Layer<?> owner;
    private final List<Shape> outputs;
    private final int number;

    Part(Layer<?> owner, List<Shape> outputs, int number) {
        this.owner = owner;
        this.outputs = outputs;
        this.number = number;
    }

    /** The layer whose output it is. */
    public Layer<?> owner() {
        return owner;
    }

    /** Which of the outputs it is, counted from 0. */
    public int number() {
        return number;
    }

    /** Where it begins among the numbers of a sample. */
    public int from() {
        return outputs.stream().limit(number).mapToInt(Shape::size).sum();
    }

    /** Where it ends. */
    public int to() {
        return from() + outputs.get(number).size();
    }

    @Override
    protected void config(Config config) {
        throw new UnsupportedOperationException("a part is no layer in files");
    }

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        return List.of(outputs.get(number));
    }
}
