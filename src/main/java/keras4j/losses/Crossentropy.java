package keras4j.losses;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Shape;

/**
 * The cross-entropy that fits: binary for one output, sparse categorical for class numbers as labels, categorical else. Keras:
 * the names crossentropy and ce.
 */
final class Crossentropy implements Loss {
    @Override
    public String name() {
        return "crossentropy";
    }

    @Override
    public Loss of(Shape labels, Shape output) {
        if (output.last() == 1) {
            return new BinaryCrossentropy();
        }
        return Labels.areClassNumbers(labels, output)
                ? new SparseCategoricalCrossentropy()
                : new CategoricalCrossentropy();
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        List<Shape> all = new ArrayList<>(Labels.elementwise(output));
        all.addAll(Labels.classNumbers(output));
        return all;
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        throw new IllegalStateException("one of the cross-entropies takes its place");
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        throw new IllegalStateException("one of the cross-entropies takes its place");
    }
}
