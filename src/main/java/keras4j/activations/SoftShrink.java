package keras4j.activations;

import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/** y = x moved towards 0 by the threshold, 0 where |x| is not above it. Keras: {@code soft_shrink}. */
public final class SoftShrink extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double threshold = 0.5;

    /** By how much numbers shrink. */
    public SoftShrink threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    public String name() {
        return "soft_shrink";
    }

    @Override
    protected double value(double x) {
        return Math.abs(x) > threshold ? x - Math.copySign(threshold, x) : 0;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Shrink", Map.of("lambd", threshold, "bias", threshold), x);
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
