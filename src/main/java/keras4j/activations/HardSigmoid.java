package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/** y = min(max(x + 3, 0), 6) / 6. Keras: {@code hard_sigmoid}. */
public final class HardSigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "hard_sigmoid";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("HardSigmoid", Map.of("alpha", 1 / 6.0, "beta", 0.5), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > -3 && x < 3 ? 1.0 / 6 : 0;
    }
}
