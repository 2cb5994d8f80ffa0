package keras4j.metrics;

/** How often the largest prediction is that of the label's class number. Keras: {@code SparseCategoricalAccuracy}. */
public final class SparseCategoricalAccuracy extends MeanMetric {
    public SparseCategoricalAccuracy() {
        super("sparse_categorical_accuracy");
    }

    @Override
    double value(float[] yTrue, float[] yPred, int row, int width) {
        return yTrue[row] == argMax(yPred, row * width, width) ? 1 : 0;
    }
}
