package keras4j.metrics;

import java.util.List;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** Of one-hot labels: see {@link TopKMetric}. Keras: {@code TopKCategoricalAccuracy}. */
public final class TopKCategoricalAccuracy extends TopKMetric<TopKCategoricalAccuracy> {
    public TopKCategoricalAccuracy() {
        super("top_k_categorical_accuracy");
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(output);
    }

    @Override
    int label(float[] yTrue, int row, int width) {
        return Rows.argMax(yTrue, row * width, width);
    }
}
