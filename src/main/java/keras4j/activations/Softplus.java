package keras4j.activations;

/** y = log(1 + exp(x)). Keras: {@code softplus}. */
public final class Softplus extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "softplus";
    }

    static double of(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    double value(double x) {
        return of(x);
    }

    @Override
    double slope(double x, double y) {
        return Sigmoid.of(x);
    }
}
