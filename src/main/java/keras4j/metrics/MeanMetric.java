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

    /** Is told of a batch before {@link #value} is asked for its rows; gives what each row without a weight counts. */
    double begin(float[] yTrue, float[] yPred, int rows, int width) {
        return 1;
    }

    /** The value of the row whose predictions begin at {@code row * width}. */
    protected abstract double value(float[] yTrue, float[] yPred, int row, int width);

    /** Whether a row counts where rows have weights; as in Keras, all rows do where they have none. */
    boolean counts(float[] yTrue, int row) {
        return true;
    }

    @Override
    public boolean isMasked() {
        return true;
    }

    @Override
    public void reset() {
        total = 0;
        count = 0;
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        double each = begin(yTrue, yPred, rows, width);
        for (int row = 0; row < rows; row++) {
            if (rowWeights != null && !counts(yTrue, row)) {
                continue;
            }
            double weight = rowWeights == null ? each : rowWeights[row];
            total += weight * value(yTrue, yPred, row, width);
            count += weight;
        }
    }

    @Override
    public double result() {
        return count == 0 ? 0 : total / count;
    }
}
