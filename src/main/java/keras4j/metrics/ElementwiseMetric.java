package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** The mean of a value that compares number with number. */
abstract class ElementwiseMetric extends MeanMetric {
    ElementwiseMetric(String name) {
        super(name);
    }

    abstract double value(float y, float p);

    @Override
    public final List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    final double value(float[] yTrue, float[] yPred, int row, int width) {
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += value(yTrue[i], yPred[i]);
        }
        return sum / width;
    }
}
