package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

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
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Exp", x);
    }

    @Override
    protected double slope(double x, double y) {
        return y;
    }
}
