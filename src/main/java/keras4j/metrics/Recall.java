package keras4j.metrics;

/** How many of the positives are predicted so; 0 if there are none. Keras: {@code Recall}. */
public final class Recall extends ThresholdMetric<Recall> {
    public Recall() {
        super("recall");
    }

    @Override
    double result(double rightPositives, double wrongPositives, double wrongNegatives) {
        return ratio(rightPositives, rightPositives + wrongNegatives);
    }
}
