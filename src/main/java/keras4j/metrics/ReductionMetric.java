package keras4j.metrics;

import keras4j.core.Metric;

/** Gathers values that it is told, in place of predictions: see {@code Step.update}. */
public abstract class ReductionMetric extends Metric {
    private double total;
    private double count;

    /** @param name the key in logs and histories */
    ReductionMetric(String name) {
        super(name);
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    public final void reset() {
        total = 0;
        count = 0;
    }

    /** Adds values, each as often as its weight says. Keras: {@code update_state(values, sample_weight)}. */
    public final void updateState(float[] values, float[] sampleWeight) {
        update(null, values, sampleWeight, values.length, 1);
    }

    /** Adds values. */
    public final void updateState(float[] values) {
        updateState(values, null);
    }

    /** Adds one value. */
    public final void updateState(double value) {
        total += value;
        count++;
    }

    /** Adds the values that stand in the place of predictions; labels are not read. */
    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int i = 0; i < rows * width; i++) {
            double weight = rowWeights == null ? 1 : rowWeights[i / width];
            total += weight * yPred[i];
            count += weight;
        }
    }

    @Override
    public final double result() {
        return result(total, count);
    }

    /**
     * The result.
     *
     * @param total the sum of the values, each multiplied by its weight
     * @param count that of the weights
     */
    abstract double result(double total, double count);
}
