package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** How many predictions, being 1 above the threshold and 0 else, equal the labels. Keras: {@code BinaryAccuracy}. */
public final class BinaryAccuracy extends MeanMetric {
    private double threshold = 0.5;

    public BinaryAccuracy() {
        super("binary_accuracy");
    }

    /** Predictions above this count as 1. */
    public BinaryAccuracy threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    double value(float[] yTrue, float[] yPred, int row, int width) {
        int right = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            right += (yPred[i] > (float) threshold ? 1 : 0) == yTrue[i] ? 1 : 0;
        }
        return (double) right / width;
    }
}
