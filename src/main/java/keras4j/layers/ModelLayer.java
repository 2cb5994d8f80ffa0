package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Shape;

/** A model as a layer of another one: it runs as its own layers do, and has a form of its own in files. Not for users. */
public abstract class ModelLayer extends Layer<ModelLayer> {
    @Override
    protected final void config(Config config) {
        throw new UnsupportedOperationException("a model is no layer in files");
    }

    @Override
    protected final Shape outputShape(Shape input) {
        return outputShapes(List.of(input)).get(0);
    }

    @Override
    protected abstract List<Shape> outputShapes(List<Shape> inputs);

    @Override
    protected final org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return null;
    }
}
