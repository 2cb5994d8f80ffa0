package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** y = tanh(x). Keras: {@code tanh}. */
public final class Tanh extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    protected double value(double x) {
        return Math.tanh(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Tanh", x);
    }

    @Override
    protected double slope(double x, double y) {
        return 1 - y * y;
    }

    @Override
    public IActivation nd4j() {
        return new ActivationTanH();
    }
}
