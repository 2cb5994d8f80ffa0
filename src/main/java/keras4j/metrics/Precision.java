package keras4j.metrics;

/** How many of the predicted positives are positive; 0 if there are none. Keras: {@code Precision}. */
public final class Precision extends ThresholdMetric<Precision> {
    public Precision() {
        super("precision");
    }

    @Override
    double result(double rightPositives, double wrongPositives, double wrongNegatives) {
        return ratio(rightPositives, rightPositives + wrongPositives);
    }
}
