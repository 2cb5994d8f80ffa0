package keras4j.activations;

import keras4j.core.ActivationFunction;
import keras4j.core.Registry;

/** Activation functions by Keras's names. */
public final class Activations {
    public static final Registry<ActivationFunction> REGISTRY = new Registry<ActivationFunction>(
                    "activation", "keras.activations")
            .add(Linear::new, "linear")
            .add(Relu::new, "relu")
            .add(Sigmoid::new, "sigmoid")
            .add(Softmax::new, "softmax")
            .add(Tanh::new, "tanh");

    private Activations() {}
}
