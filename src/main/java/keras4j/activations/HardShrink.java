package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/** y = x where |x| is above the threshold, else 0. Keras: {@code hard_shrink}. */
public final class HardShrink extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double threshold = 0.5;

    /** Up to which size numbers become 0. */
    public HardShrink threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public String name() {
        return "hard_shrink";
    }

    @Override
    protected double value(double x) {
        return Math.abs(x) > threshold ? x : 0;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Shrink", Map.of("lambd", threshold, "bias", 0.0), x);
    }

    @Override
    protected double slope(double x, double y) {
        return Math.abs(x) > threshold ? 1 : 0;
    }

    @Override
    public boolean hasArguments() {
        return threshold != 0.5;
    }
}
