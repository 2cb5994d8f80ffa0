package keras4j.metrics;

/** How many of the positives are predicted so; 0 if there are none. Keras: {@code Recall}. */
public final class Recall extends ClassMetric<Recall> {
    public Recall() {
        super("recall");
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.recall(threshold);
    }
}
