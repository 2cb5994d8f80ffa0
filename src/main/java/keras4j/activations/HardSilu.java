package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = x hard_sigmoid(x). Howard et al., 2019. Keras: {@code hard_silu}, {@code hard_swish}. */
public final class HardSilu extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "hard_silu";
    }

    @Override
    protected double value(double x) {
        return x * Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("HardSwish", x);
    }

    @Override
    protected double slope(double x, double y) {
        if (x <= -3) {
            return 0;
        }
        return x >= 3 ? 1 : (2 * x + 3) / 6;
    }
}
