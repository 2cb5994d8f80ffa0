package keras4j.metrics;

/** How many positives are predicted so, or the sum of their weights. Keras: {@code TruePositives}. */
public final class TruePositives extends ThresholdMetric<TruePositives> {
    public TruePositives() {
        super("true_positives");
    }

    @Override
    public boolean isBetterWhenHigher() {
        throw unknownDirection();
    }

    @Override
    double value(ThresholdCounts counts, int threshold) {
        return counts.truePositives(threshold);
    }
}
