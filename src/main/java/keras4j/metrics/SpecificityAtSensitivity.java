package keras4j.metrics;

/** The best specificity where the sensitivity, which is the recall, is at least as large as given; 0 if it is nowhere. Keras: {@code SpecificityAtSensitivity}. */
public final class SpecificityAtSensitivity extends BestAtMetric<SpecificityAtSensitivity> {
    /** @param sensitivity from 0 to 1 */
    public SpecificityAtSensitivity(double sensitivity) {
        this();
        require(sensitivity);
    }

    /** For a file, which says the sensitivity. */
    SpecificityAtSensitivity() {
        super("specificity_at_sensitivity", "sensitivity", Double.NaN);
    }

    @Override
    double constrained(ThresholdCounts counts, int threshold) {
        return counts.recall(threshold);
    }

    @Override
    double wanted(ThresholdCounts counts, int threshold) {
        return counts.specificity(threshold);
    }
}
