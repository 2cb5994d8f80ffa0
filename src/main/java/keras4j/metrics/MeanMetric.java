package keras4j.metrics;

import keras4j.core.Metric;

/** The mean of a value that each row has; also for metrics of one's own. Keras: {@code MeanMetricWrapper}. */
public abstract class MeanMetric extends Metric {
    private double total;
    private double count;

    /** @param name the key in logs and histories */
    protected MeanMetric(String name) {
        super(name);
    }

    /** The value of the row whose predictions begin at {@code row * width}. */
    protected abstract double value(float[] yTrue, float[] yPred, int row, int width);

    @Override
    public final boolean isMasked() {
        return true;
    }

    @Override
    public final void reset() {
        total = 0;
        count = 0;
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            double weight = rowWeights == null ? 1 : rowWeights[row];
            total += weight * value(yTrue, yPred, row, width);
            count += weight;
        }
    }

    @Override
    public final double result() {
        return count == 0 ? 0 : total / count;
    }
}
