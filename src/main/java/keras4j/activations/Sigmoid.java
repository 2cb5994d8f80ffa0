package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** y = 1 / (1 + exp(-x)). Keras: {@code sigmoid}. */
public final class Sigmoid extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "sigmoid";
    }

    static double of(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    protected double value(double x) {
        return of(x);
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Sigmoid", x);
    }

    @Override
    protected double slope(double x, double y) {
        return y * (1 - y);
    }

    @Override
    public IActivation nd4j() {
        return new ActivationSigmoid();
    }

    @Override
    public boolean keepsLogits() {
        return true;
    }
}
