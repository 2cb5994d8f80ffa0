package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/**
 * y = scale x above 0, scale alpha (exp(x) - 1) below, with the two constants of Klambauer et al., 2017. Keras:
 * {@code selu}.
 */
public final class Selu extends Elementwise {
    private static final long serialVersionUID = 1L;
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    @Override
    public String name() {
        return "selu";
    }

    @Override
    protected double value(double x) {
        return x > 0 ? SCALE * x : SCALE * ALPHA * Math.expm1(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Selu", Map.of("alpha", ALPHA, "gamma", SCALE), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > 0 ? SCALE : SCALE * ALPHA * Math.exp(x);
    }
}
