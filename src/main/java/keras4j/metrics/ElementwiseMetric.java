package keras4j.metrics;

/** The mean of a value that compares number with number; also for metrics of one's own. */
public abstract class ElementwiseMetric extends MeanMetric {
    /** @param name the key in logs and histories */
    protected ElementwiseMetric(String name) {
        super(name);
    }

    /** The value for one label and one prediction. */
    protected abstract double value(float y, float p);

    @Override
    protected final double value(float[] yTrue, float[] yPred, int row, int width) {
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += value(yTrue[i], yPred[i]);
        }
        return sum / width;
    }
}
