package keras4j.activations;

/** y = (x + 1) / 2 within [0, 1]. Keras: {@code sparse_sigmoid}. */
public final class SparseSigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "sparse_sigmoid";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max((x + 1) / 2, 0), 1);
    }

    @Override
    protected double slope(double x, double y) {
        return x > -1 && x < 1 ? 0.5 : 0;
    }
}
