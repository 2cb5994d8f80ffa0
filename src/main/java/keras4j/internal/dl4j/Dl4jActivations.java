package keras4j.internal.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.TracedFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;

/** Activations of DL4J's JSON: ND4J's that compute what one of ours does, and ours. */
final class Dl4jActivations {
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

    private Dl4jActivations() {}

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
