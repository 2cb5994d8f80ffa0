package keras4j.activations;

/** y = x sigmoid(x). Ramachandran et al., 2017. Keras: {@code silu}, {@code swish}. */
public final class Silu extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "silu";
    }

    @Override
    protected double value(double x) {
        return x / (1 + Math.exp(-x));
    }

    @Override
    protected double slope(double x, double y) {
        double s = Sigmoid.of(x);
        return s * (1 + x * (1 - s));
    }
}
