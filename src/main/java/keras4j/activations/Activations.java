package keras4j.activations;

import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Registry;

/** Activation functions by Keras's names, and the perceptron's step. */
public final class Activations {
    public static final Registry<ActivationFunction> REGISTRY = new Registry<ActivationFunction>(
                    "activation", "keras.activations")
            .add(Celu::new, "celu")
            .add(Elu::new, "elu")
            .add(Exponential::new, "exponential")
            .add(Gelu::new, "gelu")
            .add(Glu::new, "glu")
            .add(HardShrink::new, "hard_shrink")
            .add(HardSigmoid::new, "hard_sigmoid")
            .add(HardSilu::new, "hard_silu", "hard_swish")
            .add(HardTanh::new, "hard_tanh")
            .add(LeakyRelu::new, "leaky_relu")
            .add(Linear::new, "linear")
            .add(LogSigmoid::new, "log_sigmoid")
            .add(LogSoftmax::new, "log_softmax")
            .add(Mish::new, "mish")
            .add(Relu::new, "relu")
            .add(Relu6::new, "relu6")
            .add(Selu::new, "selu")
            .add(Sigmoid::new, "sigmoid")
            .add(Silu::new, "silu", "swish")
            .add(SoftShrink::new, "soft_shrink")
            .add(Softmax::new, "softmax")
            .add(Softplus::new, "softplus")
            .add(Softsign::new, "softsign")
            .add(SparsePlus::new, "sparse_plus")
            .add(SparseSigmoid::new, "sparse_sigmoid")
            .add(Sparsemax::new, "sparsemax")
            .add(Squareplus::new, "squareplus")
            .add(Step::new, "step")
            .add(Tanh::new, "tanh")
            .add(TanhShrink::new, "tanh_shrink");

    private Activations() {}

    /**
     * The name that stands for the function in Keras's config.
     *
     * @throws KerasException for a function with arguments, which Keras has no form for there, and for one that Keras does
     *     not have
     */
    public static String serialize(ActivationFunction function) {
        if (function instanceof Step) {
            throw KerasException.expected(
                    "activation", "a function of Keras, which has to open the file", "step, which Keras does not have");
        }
        if (function.hasArguments()) {
            throw KerasException.expected(
                    "activation " + function.name(),
                    "Keras's defaults, since Keras writes only a name",
                    "other arguments");
        }
        return function.name();
    }
}
