package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/** y = (x + 1) / 2 within [0, 1]. Keras: {@code sparse_sigmoid}. */
public final class SparseSigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "sparse_sigmoid";
    }

    @Override
    protected double value(double x) {
        return Math.min(Math.max((x + 1) / 2, 0), 1);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("HardSigmoid", Map.of("alpha", 0.5, "beta", 0.5), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > -1 && x < 1 ? 0.5 : 0;
    }
}
