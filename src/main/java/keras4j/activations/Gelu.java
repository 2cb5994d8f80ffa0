package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;
import org.apache.commons.math3.special.Erf;

/**
 * y = x times the normal distribution function at x, or its form with tanh. Hendrycks and Gimpel, 2016. Keras: {@code
 * gelu}.
 */
public final class Gelu extends Elementwise {
    private static final long serialVersionUID = 1L;

    private boolean approximate = false;

    /** Whether to use the form with tanh. */
    public Gelu approximate(boolean value) {
        approximate = value;
        return this;
    }

    @Override
    public String name() {
        return "gelu";
    }

    @Override
    protected double value(double x) {
        return approximate ? 0.5 * x * (1 + Math.tanh(inner(x))) : x * normal(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        if (approximate) {
            String cube = graph.node("Mul", x, graph.node("Mul", x, x));
            String sum = graph.node("Add", x, graph.node("Mul", cube, graph.number(0.044715)));
            String inner = graph.node("Mul", sum, graph.number(Math.sqrt(2 / Math.PI)));
            return halfOf(graph, x, graph.node("Tanh", inner));
        }
        return halfOf(graph, x, graph.node("Erf", graph.node("Mul", x, graph.number(Math.sqrt(0.5)))));
    }

    /** x (1 + inner) / 2. */
    private static String halfOf(OnnxGraph graph, String x, String inner) {
        String sum = graph.node("Add", inner, graph.number(1));
        return graph.node("Mul", x, graph.node("Mul", sum, graph.number(0.5)));
    }

    @Override
    protected double slope(double x, double y) {
        if (!approximate) {
            return normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        }
        double t = Math.tanh(inner(x));
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    @Override
    public boolean hasArguments() {
        return approximate;
    }

    private static double normal(double x) {
        return 0.5 * Erf.erfc(-x / Math.sqrt(2));
    }

    private static double inner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }
}
