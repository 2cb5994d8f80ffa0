package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** mean(|y_true - y_pred|). Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends MeanMetric {
    public MeanAbsoluteError() {
        super("mean_absolute_error");
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    double value(float[] yTrue, float[] yPred, int row, int width) {
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += Math.abs((double) yTrue[i] - yPred[i]);
        }
        return sum / width;
    }
}
