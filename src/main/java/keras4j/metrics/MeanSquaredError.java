package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** mean((y_true - y_pred)^2). Keras: {@code MeanSquaredError}. */
public final class MeanSquaredError extends MeanMetric {
    public MeanSquaredError() {
        super("mean_squared_error");
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    double value(float[] yTrue, float[] yPred, int row, int width) {
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            double difference = (double) yTrue[i] - yPred[i];
            sum += difference * difference;
        }
        return sum / width;
    }
}
