package keras4j.losses;

/**
 * mean(log(cosh(y_pred - y_true))) over the last axis. Keras: {@code LogCosh}.
 */
public final class LogCosh extends ElementwiseLoss {
    @Override
    public String name() {
        return "log_cosh";
    }

    @Override
    protected double loss(float y, float p) {
        double error = (double) p - y;
        return error + Math.max(-2 * error, 0) + Probabilities.softplusTail(2 * error) - Math.log(2);
    }

    @Override
    protected double gradient(float y, float p) {
        return Math.tanh((double) p - y);
    }

    @Override
    public boolean isOfDifference() {
        return true;
    }
}
