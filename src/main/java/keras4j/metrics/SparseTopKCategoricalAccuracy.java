package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** Of class numbers as labels: see {@link TopKMetric}. Keras: {@code SparseTopKCategoricalAccuracy}. */
public final class SparseTopKCategoricalAccuracy extends TopKMetric<SparseTopKCategoricalAccuracy> {
    public SparseTopKCategoricalAccuracy() {
        super("sparse_top_k_categorical_accuracy");
    }

    @Override
    public void config(Config config) {
        super.config(config);
        config.only("from_sorted_ids", false);
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.classNumbers(output);
    }

    @Override
    int label(float[] yTrue, int row, int width) {
        return (int) yTrue[row];
    }
}
