package keras4j.activations;

import keras4j.core.ActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** y = x. Keras: {@code linear}. */
public final class Linear implements ActivationFunction {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public IActivation nd4j() {
        return new ActivationIdentity();
    }
}
