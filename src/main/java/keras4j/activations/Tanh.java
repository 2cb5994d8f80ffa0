package keras4j.activations;

import keras4j.core.ActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** y = tanh(x). Keras: {@code tanh}. */
public final class Tanh implements ActivationFunction {
    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public IActivation nd4j() {
        return new ActivationTanH();
    }
}
