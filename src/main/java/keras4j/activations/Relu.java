package keras4j.activations;

import keras4j.core.ActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** y = max(x, 0). Keras: {@code relu}. */
public final class Relu implements ActivationFunction {
    @Override
    public String name() {
        return "relu";
    }

    @Override
    public IActivation nd4j() {
        return new ActivationReLU();
    }
}
