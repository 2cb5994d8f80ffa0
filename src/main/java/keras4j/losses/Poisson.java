package keras4j.losses;

/**
 * mean(y_pred - y_true log(y_pred + 1e-7)) over the last axis. Keras: {@code Poisson}.
 */
public final class Poisson extends ElementwiseLoss {
    @Override
    public String name() {
        return "poisson";
    }

    @Override
    protected double loss(float y, float p) {
        return p - y * Math.log(p + Probabilities.EPSILON);
    }

    @Override
    protected double gradient(float y, float p) {
        return 1 - y / (p + Probabilities.EPSILON);
    }
}
