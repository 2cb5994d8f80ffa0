package keras4j.activations;

import keras4j.core.ActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** y_i = exp(x_i) / sum_j exp(x_j) over the last axis. Keras: {@code softmax}. */
public final class Softmax implements ActivationFunction {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public IActivation nd4j() {
        return new ActivationSoftmax();
    }

    @Override
    public boolean keepsLogits() {
        return true;
    }
}
