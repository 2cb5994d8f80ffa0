package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** How often the largest prediction is that of the label's class number. Keras: {@code SparseCategoricalAccuracy}. */
public final class SparseCategoricalAccuracy extends MeanMetric {
    public SparseCategoricalAccuracy() {
        super("sparse_categorical_accuracy");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.classNumbers(output);
    }

    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        return yTrue[row] == Rows.argMax(yPred, row * width, width) ? 1 : 0;
    }
}
