package keras4j.internal.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.activations.Relu;
import keras4j.activations.Sigmoid;
import keras4j.activations.Softmax;
import keras4j.activations.Tanh;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Trace;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations in DL4J, and those of DL4J's JSON: ND4J's that compute what one of ours does, and ours. */
public final class Dl4jActivations {
    private static final String ND4J = "org.nd4j.linalg.activations.impl.Activation";
    /** ND4J's classes without what all begin with. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ELU", "elu"),
            Map.entry("HardTanH", "hard_tanh"),
            Map.entry("Identity", "linear"),
            Map.entry("LReLU", "leaky_relu"),
            Map.entry("Mish", "mish"),
            Map.entry("ReLU", "relu"),
            Map.entry("ReLU6", "relu6"),
            Map.entry("SELU", "selu"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("SoftPlus", "softplus"),
            Map.entry("SoftSign", "softsign"),
            Map.entry("Softmax", "softmax"),
            Map.entry("Swish", "silu"),
            Map.entry("TanH", "tanh"));

    /** ND4J's arguments by the names of ours. */
    private static final Map<String, Map<String, String>> ARGUMENTS = Map.of(
            "ELU", Map.of("alpha", "alpha"),
            "LReLU", Map.of("alpha", "negative_slope"),
            "ReLU", Map.of("max", "max_value", "negativeSlope", "negative_slope", "threshold", "threshold"));

    /** ND4J's that compute the same without arguments. */
    private static final Map<Class<?>, Supplier<IActivation>> SAME = Map.of(
            Linear.class, ActivationIdentity::new,
            Relu.class, ActivationReLU::new,
            Sigmoid.class, ActivationSigmoid::new,
            Softmax.class, ActivationSoftmax::new,
            Tanh.class, ActivationTanH::new);

    private Dl4jActivations() {}

    /** ND4J's function that computes the same; else ours, which DL4J can run, too. */
    public static IActivation of(ActivationFunction function) {
        Supplier<IActivation> same = function.hasArguments() ? null : SAME.get(function.getClass());
        return same == null ? new TracedFunction(function, null) : same.get();
    }

    /** Whether rows stay as long as they are. */
    static boolean keepsWidth(ActivationFunction function) {
        return function.apply(new Trace(false).input(Shape.of(1, 2))).dim(-1) == 2;
    }

    static ActivationFunction read(Dl4jKeys keys) {
        String name = keys.className();
        if (name.startsWith(ND4J) && NAMES.containsKey(name.substring(ND4J.length()))) {
            String own = name.substring(ND4J.length());
            Map<String, Object> arguments = new HashMap<>();
            ARGUMENTS.getOrDefault(own, Map.of()).forEach((theirs, ours) -> arguments.put(ours, keys.value(theirs)));
            arguments.values().removeIf(Objects::isNull);
            if (own.equals("LReLU") && arguments.isEmpty()) { // whose default is another than ours
                throw KerasException.expected(keys.where() + ".alpha", "a number", null);
            }
            keys.ignore("alpha").end();
            return Activations.of(keys.where(), NAMES.get(own), arguments);
        }
        if (name.equals(TracedFunction.class.getName())) {
            String function = keys.text("function");
            Object arguments = keys.value("arguments");
            keys.end();
            return Activations.of(
                    keys.where(), function, Config.map(keys.where(), arguments == null ? Map.of() : arguments));
        }
        throw KerasException.expected(
                keys.where(), "an activation that is here, such as ND4J's " + NAMES.keySet(), name);
    }
}
