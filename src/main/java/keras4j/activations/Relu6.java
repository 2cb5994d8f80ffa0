package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = min(max(x, 0), 6). Keras: {@code relu6}. */
public final class Relu6 extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "relu6";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max(x, 0), 6);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Clip", x, graph.number(0), graph.number(6));
    }

    @Override
    protected double slope(double x, double y) {
        return x > 0 && x < 6 ? 1 : 0;
    }
}
