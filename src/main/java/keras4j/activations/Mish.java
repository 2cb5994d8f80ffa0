package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = x tanh(softplus(x)). Misra, 2019. Keras: {@code mish}. */
public final class Mish extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "mish";
    }

    @Override
    protected double value(double x) {
        return x * Math.tanh(Softplus.of(x));
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Mul", x, graph.node("Tanh", graph.node("Softplus", x)));
    }

    @Override
    protected double slope(double x, double y) {
        double t = Math.tanh(Softplus.of(x));
        return t + x * (1 - t * t) / (1 + Math.exp(-x));
    }
}
