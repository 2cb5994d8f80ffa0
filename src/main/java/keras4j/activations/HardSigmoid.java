package keras4j.activations;

/** y = min(max(x + 3, 0), 6) / 6. Keras: {@code hard_sigmoid}. */
public final class HardSigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "hard_sigmoid";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    @Override
    protected double slope(double x, double y) {
        return x > -3 && x < 3 ? 1.0 / 6 : 0;
    }
}
