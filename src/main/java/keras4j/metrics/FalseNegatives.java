package keras4j.metrics;

/** How many positives are predicted to be negative, or the sum of their weights. Keras: {@code FalseNegatives}. */
public final class FalseNegatives extends ThresholdMetric<FalseNegatives> {
    public FalseNegatives() {
        super("false_negatives");
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.falseNegatives(threshold);
    }
}
