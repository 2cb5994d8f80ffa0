package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = log(sigmoid(x)). Keras: {@code log_sigmoid}. */
public final class LogSigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "log_sigmoid";
    }

    @Override
    protected double value(double x) {
        return Math.min(x, 0) - Softplus.tail(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Neg", graph.node("Softplus", graph.node("Neg", x)));
    }

    @Override
    protected double slope(double x, double y) {
        return 1 / (1 + Math.exp(x));
    }
}
