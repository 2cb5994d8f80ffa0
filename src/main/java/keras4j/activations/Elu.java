package keras4j.activations;

import java.util.Map;
import keras4j.core.Config;
import keras4j.internal.onnx.OnnxGraph;

/** y = x above 0, alpha (exp(x) - 1) below. Clevert et al., 2016. Keras: {@code elu}. */
public final class Elu extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double alpha = 1;

    /** How far below 0 it goes. */
    public Elu alpha(double value) {
        alpha = value;
        return this;
    }

    /** The arguments of Keras's layer {@code ELU}. */
    public void config(Config config) {
        alpha = config.number("alpha", alpha);
    }

    @Override
    public String name() {
        return "elu";
    }

    @Override
    protected double value(double x) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Elu", Map.of("alpha", alpha), x);
    }

    @Override
    protected double slope(double x, double y) {
        return x > 0 ? 1 : alpha * Math.exp(x);
    }

    @Override
    public boolean hasArguments() {
        return alpha != 1;
    }
}
