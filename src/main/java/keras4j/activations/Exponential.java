package keras4j.activations;

/** y = exp(x). Keras: {@code exponential}. */
public final class Exponential extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    protected double value(double x) {
        return Math.exp(x);
    }

    @Override
    protected double slope(double x, double y) {
        return y;
    }
}
