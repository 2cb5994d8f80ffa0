package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = x / (1 + |x|). Keras: {@code softsign}. */
public final class Softsign extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "softsign";
    }

    @Override
    protected double value(double x) {
        return x / (1 + Math.abs(x));
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Softsign", x);
    }

    @Override
    protected double slope(double x, double y) {
        return 1 / Math.pow(1 + Math.abs(x), 2);
    }
}
