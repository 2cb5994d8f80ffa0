package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/** y = max(x, 0) + alpha (exp(min(x, 0) / alpha) - 1). Barron, 2017. Keras: {@code celu}. */
public final class Celu extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double alpha = 1;

    /** How far below 0 it goes. */
    public Celu alpha(double value) {
        alpha = value;
        return this;
    }

    @Override
    public String name() {
        return "celu";
    }

    @Override
    protected double value(double x) {
        return Math.max(x, 0) + alpha * Math.expm1(Math.min(x, 0) / alpha);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Celu", Map.of("alpha", alpha), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > 0 ? 1 : Math.exp(x / alpha);
    }

    @Override
    public boolean hasArguments() {
        return alpha != 1;
    }
}
