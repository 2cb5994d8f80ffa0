package keras4j.metrics;

import keras4j.core.Metric;

/**
 * The mean of values that it is told in a step: see {@code Step.update}. Keras: {@code Mean}.
 */
public final class Mean extends Metric {
    private double total;
    private double count;

    /** A mean with Keras's name for it, "mean". */
    public Mean() {
        this("mean");
    }

    /** @param name the key in logs and histories */
    public Mean(String name) {
        super("mean");
        name(name);
    }

    /** False: it is most often that of a loss. */
    @Override
    public boolean isBetterWhenHigher() {
        return false;
    }

    @Override
    public void reset() {
        total = 0;
        count = 0;
    }

    /** Adds the values that stand in the place of predictions; labels are not read. */
    @Override
    public void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int i = 0; i < rows * width; i++) {
            double weight = rowWeights == null ? 1 : rowWeights[i / width];
            total += weight * yPred[i];
            count += weight;
        }
    }

    @Override
    public double result() {
        return count == 0 ? 0 : total / count;
    }
}
