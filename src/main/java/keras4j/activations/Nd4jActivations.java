package keras4j.activations;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** ND4J's activations that compute Keras's numbers. */
final class Nd4jActivations {
    private Nd4jActivations() {}

    static IActivation of(ActivationFunction function) {
        String name = function.hasArguments() ? "" : function.name();
        return switch (name) {
            case "linear" -> new ActivationIdentity();
            case "relu" -> new ActivationReLU();
            case "sigmoid" -> new ActivationSigmoid();
            case "softmax" -> new ActivationSoftmax();
            case "tanh" -> new ActivationTanH();
            default -> function.rows();
        };
    }
}
