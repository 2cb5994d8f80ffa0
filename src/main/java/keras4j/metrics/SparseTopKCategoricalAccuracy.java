package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Labels;
import keras4j.core.Shape;

/** Of class numbers as labels: see {@link TopKMetric}. Keras: {@code SparseTopKCategoricalAccuracy}. */
public final class SparseTopKCategoricalAccuracy extends TopKMetric<SparseTopKCategoricalAccuracy> {
    private boolean fromSortedIds;

    public SparseTopKCategoricalAccuracy() {
        super("sparse_top_k_categorical_accuracy");
    }

    /** Whether predictions are class numbers, the most likely first, in place of one number for each class. */
    public SparseTopKCategoricalAccuracy fromSortedIds(boolean value) {
        fromSortedIds = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        fromSortedIds = config.flag("from_sorted_ids", fromSortedIds);
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.classNumbers(output);
    }

    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        if (!fromSortedIds) {
            return super.value(yTrue, yPred, row, width);
        }
        boolean isAmong = false;
        for (int i = row * width; i < row * width + Math.min(k(), width); i++) {
            isAmong |= yPred[i] == yTrue[row];
        }
        return isAmong ? 1 : 0;
    }

    @Override
    int label(float[] yTrue, int row, int width) {
        return Float.isNaN(yTrue[row]) ? -1 : (int) yTrue[row];
    }
}
