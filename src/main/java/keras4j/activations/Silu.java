package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

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
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Mul", x, graph.node("Sigmoid", x));
    }

    @Override
    protected double slope(double x, double y) {
        double s = Sigmoid.of(x);
        return s * (1 + x * (1 - s));
    }
}
