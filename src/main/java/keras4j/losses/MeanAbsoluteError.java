package keras4j.losses;

/** mean(|y_true - y_pred|) over the last axis. Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends ElementwiseLoss {
    @Override
    public String name() {
        return "mean_absolute_error";
    }

    @Override
    protected double loss(float y, float p) {
        return Math.abs((double) p - y);
    }

    @Override
    protected double gradient(float y, float p) {
        return Math.signum(p - y);
    }

    @Override
    public boolean isOfDifference() {
        return true;
    }
}
