package keras4j.activations;

import keras4j.core.ActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** y = 1 / (1 + exp(-x)). Keras: {@code sigmoid}. */
public final class Sigmoid implements ActivationFunction {
    @Override
    public String name() {
        return "sigmoid";
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
