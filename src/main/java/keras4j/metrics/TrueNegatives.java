package keras4j.metrics;

/** How many negatives are predicted so, or the sum of their weights. Keras: {@code TrueNegatives}. */
public final class TrueNegatives extends ThresholdMetric<TrueNegatives> {
    public TrueNegatives() {
        super("true_negatives");
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.trueNegatives(threshold);
    }
}
