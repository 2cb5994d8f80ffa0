package keras4j.losses;

/**
 * 100 mean(|y_true - y_pred| / |y_true|) over the last axis, with |y_true| at least 1e-7. Keras: {@code MeanAbsolutePercentageError}.
 */
public final class MeanAbsolutePercentageError extends ElementwiseLoss {
    private static double size(float y) {
        return Math.max(Math.abs(y), Probabilities.EPSILON);
    }

    @Override
    public String name() {
        return "mean_absolute_percentage_error";
    }

    @Override
    protected double loss(float y, float p) {
        return 100 * Math.abs((double) p - y) / size(y);
    }

    @Override
    protected double gradient(float y, float p) {
        return 100 * Math.signum(p - y) / size(y);
    }
}
