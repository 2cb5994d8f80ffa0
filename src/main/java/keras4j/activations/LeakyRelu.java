package keras4j.activations;

import java.util.Map;
import keras4j.core.Config;
import keras4j.internal.onnx.OnnxGraph;

/** y = x above 0, negativeSlope x below. Keras: {@code leaky_relu}. */
public final class LeakyRelu extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double negativeSlope = 0.2;

    /** The slope below 0. */
    public LeakyRelu negativeSlope(double value) {
        negativeSlope = value;
        return this;
    }

    /** The arguments of Keras's layer {@code LeakyReLU}. */
    public void config(Config config) {
        negativeSlope = config.atLeastZero("negative_slope", negativeSlope);
    }

    @Override
    public String name() {
        return "leaky_relu";
    }

    @Override
    protected double value(double x) {
        return x > 0 ? x : negativeSlope * x;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("LeakyRelu", Map.of("alpha", negativeSlope), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > 0 ? 1 : negativeSlope;
    }

    @Override
    public boolean hasArguments() {
        return negativeSlope != 0.2;
    }
}
