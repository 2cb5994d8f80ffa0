package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = x within [-1, 1]. Keras: {@code hard_tanh}. */
public final class HardTanh extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "hard_tanh";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max(x, -1), 1);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Clip", x, graph.number(-1), graph.number(1));
    }

    @Override
    protected double slope(double x, double y) {
        return x >= -1 && x <= 1 ? 1 : 0;
    }
}
