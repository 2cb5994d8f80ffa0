package keras4j.metrics;

import java.util.List;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** How often the largest prediction is that of the one-hot label. Keras: {@code CategoricalAccuracy}. */
public final class CategoricalAccuracy extends MeanMetric {
    public CategoricalAccuracy() {
        super("categorical_accuracy");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(output);
    }

    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        return Rows.argMax(yTrue, row * width, width) == Rows.argMax(yPred, row * width, width) ? 1 : 0;
    }
}
