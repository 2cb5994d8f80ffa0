package keras4j.metrics;

/** The best recall where the precision is at least as large as given; 0 if it is nowhere. Keras: {@code RecallAtPrecision}. */
public final class RecallAtPrecision extends BestAtMetric<RecallAtPrecision> {
    /** @param precision from 0 to 1 */
    public RecallAtPrecision(double precision) {
        this();
        require(precision);
    }

    /** For a file, which says the precision. */
    RecallAtPrecision() {
        super("recall_at_precision", "precision", Double.NaN);
    }

    @Override
    double constrained(ThresholdCounts counts, int threshold) {
        return counts.precision(threshold);
    }

    @Override
    double wanted(ThresholdCounts counts, int threshold) {
        return counts.recall(threshold);
    }
}
