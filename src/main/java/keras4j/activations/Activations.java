package keras4j.activations;

import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Registry;
import keras4j.core.Serialized;

/** Activation functions by Keras's names, and the perceptron's step. */
public final class Activations {
    public static final Registry<ActivationFunction> REGISTRY = new Registry<ActivationFunction>(
                    "activation", "keras.activations", ActivationFunction.class, "keras4j.activations")
            .add("Celu", "celu")
            .add("Elu", "elu")
            .add("Exponential", "exponential")
            .add("Gelu", "gelu")
            .add("Glu", "glu")
            .add("HardShrink", "hard_shrink")
            .add("HardSigmoid", "hard_sigmoid")
            .add("HardSilu", "hard_silu", "hard_swish")
            .add("HardTanh", "hard_tanh")
            .add("LeakyRelu", "leaky_relu")
            .add("Linear", "linear")
            .add("LogSigmoid", "log_sigmoid")
            .add("LogSoftmax", "log_softmax")
            .add("Mish", "mish")
            .add("Relu", "relu")
            .add("Relu6", "relu6")
            .add("Selu", "selu")
            .add("Sigmoid", "sigmoid")
            .add("Silu", "silu", "swish")
            .add("SoftShrink", "soft_shrink")
            .add("Softmax", "softmax")
            .add("Softplus", "softplus")
            .add("Softsign", "softsign")
            .add("SparsePlus", "sparse_plus")
            .add("SparseSigmoid", "sparse_sigmoid")
            .add("Sparsemax", "sparsemax")
            .add("Squareplus", "squareplus")
            .add("Step", "step")
            .add("Tanh", "tanh")
            .add("TanhShrink", "tanh_shrink");

    private Activations() {}

    /**
     * A layer's own copy of a function that it is given, unless the class is a user's.
     *
     * @param owner what messages call the layer
     * @throws KerasException for null
     */
    public static ActivationFunction copy(String owner, ActivationFunction function) {
        return Serialized.copy(KerasException.notNull(owner, "a function", function), REGISTRY);
    }

    /** A function by its name, also one without defaults; its arguments are still to be read. */
    public static ActivationFunction named(String name) {
        return "threshold".equals(name) ? new Threshold() : REGISTRY.get(name);
    }

    /** Whether there is one of that name. */
    public static boolean isNamed(String name) {
        return "threshold".equals(name) || REGISTRY.names().contains(name) || REGISTRY.isRegistered(name);
    }

    /**
     * What stands for a function without arguments in Keras's config: its name, or the form of a registered one.
     *
     * @throws KerasException for a function that Keras does not have and that is not registered
     */
    public static Object serialize(ActivationFunction function) {
        if (function instanceof HardSigmoidOfKeras2) {
            return HardSigmoidOfKeras2.written();
        }
        String name = nameInFiles(function);
        return name.equals(function.name()) ? name : Serialized.function(name);
    }

    /**
     * The name by which Keras finds a function.
     *
     * @throws KerasException for a function that Keras does not have and that is not registered
     */
    public static String nameInFiles(ActivationFunction function) {
        if (function instanceof Step || function instanceof HardSigmoidOfKeras2) {
            throw KerasException.expected(
                    "activation",
                    "a function of Keras, which has to open the file",
                    function.name() + ", which Keras does not have");
        }
        return nameOf(function);
    }

    /** The name by which {@link #of} makes a function. */
    public static String nameOf(ActivationFunction function) {
        if (function.isDescribed()) {
            throw KerasException.expected(
                    "activation",
                    "one that is registered by Keras4j.registerKerasSerializable(package, class), since a file has its name",
                    "a function without a name");
        }
        String registered = function instanceof Threshold ? null : REGISTRY.registeredName(function);
        return registered == null ? function.name() : registered;
    }

    /**
     * A function by its name and arguments.
     *
     * @param owner what messages call it
     * @param arguments by their names in Keras
     */
    public static ActivationFunction of(String owner, String name, Map<String, Object> arguments) {
        ActivationFunction function = named(name);
        Config.read(owner, arguments, function::config);
        return function;
    }

    /**
     * The function that Keras wrote: its name, a registered one's form, or that of {@link HardSigmoidOfKeras2}.
     *
     * @param owner what messages call it
     */
    public static ActivationFunction read(String owner, Object found) {
        if (HardSigmoidOfKeras2.is(found)) {
            return new HardSigmoidOfKeras2();
        }
        Object name = found instanceof Map<?, ?> object && Serialized.isFunction(object) ? object.get("config") : found;
        if (!(name instanceof String text)) {
            throw KerasException.expected(owner, "the name of an activation", found);
        }
        return REGISTRY.get(text);
    }
}
