package keras4j.metrics;

/** How many of the predicted positives are positive; 0 if there are none. Keras: {@code Precision}. */
public final class Precision extends ClassMetric<Precision> {
    public Precision() {
        super("precision");
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.precision(threshold);
    }
}
