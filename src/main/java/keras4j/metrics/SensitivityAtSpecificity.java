package keras4j.metrics;

/** The best sensitivity, which is the recall, where the specificity is at least as large as given; 0 if it is nowhere. Keras: {@code SensitivityAtSpecificity}. */
public final class SensitivityAtSpecificity extends BestAtMetric<SensitivityAtSpecificity> {
    /** @param specificity from 0 to 1 */
    public SensitivityAtSpecificity(double specificity) {
        this();
        require(specificity);
    }

    /** For a file, which says the specificity. */
    SensitivityAtSpecificity() {
        super("sensitivity_at_specificity", "specificity", Double.NaN);
    }

    @Override
    double constrained(ThresholdCounts counts, int threshold) {
        return counts.specificity(threshold);
    }

    @Override
    double wanted(ThresholdCounts counts, int threshold) {
        return counts.recall(threshold);
    }
}
