package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/**
 * y = x above the threshold, else another number. It has no defaults, so it has no name to give as a string. Keras:
 * {@code threshold}.
 */
public final class Threshold extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double threshold;
    private double defaultValue;

    Threshold() {}

    /**
     * @param threshold above which numbers stay
     * @param defaultValue what the others become
     */
    public Threshold(double threshold, double defaultValue) {
        this.threshold = threshold;
        this.defaultValue = defaultValue;
    }

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    protected double value(double x) {
        return x > threshold ? x : defaultValue;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Where", graph.node("Greater", x, graph.number(threshold)), x, graph.number(defaultValue));
    }

    @Override
    protected double slope(double x, double y) {
        return x > threshold ? 1 : 0;
    }

    @Override
    public boolean hasArguments() {
        return true;
    }
}
