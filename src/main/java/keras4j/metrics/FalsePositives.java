package keras4j.metrics;

/** How many negatives are predicted to be positive, or the sum of their weights. Keras: {@code FalsePositives}. */
public final class FalsePositives extends ThresholdMetric<FalsePositives> {
    public FalsePositives() {
        super("false_positives");
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.falsePositives(threshold);
    }
}
