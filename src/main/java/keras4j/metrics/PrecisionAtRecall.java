package keras4j.metrics;

/** The best precision where the recall is at least as large as given; 0 if it is nowhere. Keras: {@code PrecisionAtRecall}. */
public final class PrecisionAtRecall extends BestAtMetric<PrecisionAtRecall> {
    /** @param recall from 0 to 1 */
    public PrecisionAtRecall(double recall) {
        this();
        require(recall);
    }

    /** For a file, which says the recall. */
    PrecisionAtRecall() {
        super("precision_at_recall", "recall", Double.NaN);
    }

    @Override
    double constrained(ThresholdCounts counts, int threshold) {
        return counts.recall(threshold);
    }

    @Override
    double wanted(ThresholdCounts counts, int threshold) {
        return counts.precision(threshold);
    }
}
