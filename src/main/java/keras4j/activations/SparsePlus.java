package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

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
    public String onnx(OnnxGraph graph, String x) {
        String within = graph.node("Clip", x, graph.number(-1), graph.number(1));
        String sum = graph.node("Add", within, graph.number(1));
        String curve = graph.node("Mul", graph.node("Mul", sum, sum), graph.number(0.25));
        return graph.node("Add", curve, graph.node("Relu", graph.node("Sub", x, graph.number(1))));
    }

    /** As Keras's, NaN where x is infinite. */
    @Override
    protected double slope(double x, double y) {
        return Math.min(Math.max((x + 1) / 2, 0), 1) + 0 * x;
    }
}
