package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** y = x. Keras: {@code linear}. */
public final class Linear extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "linear";
    }

    @Override
    protected double value(double x) {
        return x;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return x;
    }

    @Override
    protected double slope(double x, double y) {
        return 1;
    }

    @Override
    public IActivation nd4j() {
        return new ActivationIdentity();
    }
}
