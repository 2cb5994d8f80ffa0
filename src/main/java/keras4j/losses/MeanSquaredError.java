package keras4j.losses;

/** mean((y_true - y_pred)^2) over the last axis. Keras: {@code MeanSquaredError}. */
public final class MeanSquaredError extends ElementwiseLoss {
    @Override
    public String name() {
        return "mean_squared_error";
    }

    @Override
    protected double loss(float y, float p) {
        double error = (double) p - y;
        return error * error;
    }

    @Override
    protected double gradient(float y, float p) {
        return 2 * (p - y);
    }

    @Override
    public boolean isOfDifference() {
        return true;
    }
}
