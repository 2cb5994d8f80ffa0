package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = x - tanh(x). Keras: {@code tanh_shrink}. */
public final class TanhShrink extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "tanh_shrink";
    }

    @Override
    protected double value(double x) {
        return x - Math.tanh(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Sub", x, graph.node("Tanh", x));
    }

    @Override
    protected double slope(double x, double y) {
        return Math.pow(Math.tanh(x), 2);
    }
}
