package keras4j.activations;

/** y = 0 up to -1, (x + 1)^2 / 4 up to 1, x above. Keras: {@code sparse_plus}. */
public final class SparsePlus extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "sparse_plus";
    }

    @Override
    protected double value(double x) {
        if (x <= -1) {
            return 0;
        }
        return x < 1 ? (x + 1) * (x + 1) / 4 : x;
    }

    @Override
    protected double slope(double x, double y) {
        if (x <= -1) {
            return 0;
        }
        return x < 1 ? (x + 1) / 2 : 1;
    }
}
