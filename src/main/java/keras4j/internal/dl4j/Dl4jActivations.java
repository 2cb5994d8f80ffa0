package keras4j.internal.dl4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.activations.Threshold;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Names;

/** Activations of DL4J's JSON: ND4J's that compute what one of ours does, and ours. */
final class Dl4jActivations {
    private static final String ND4J = "org.nd4j.linalg.activations.impl.Activation";
    private static final String OURS = "keras4j.activations.";

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
            "LReLU", Map.of("alpha", "negativeSlope"),
            "ReLU", Map.of("max", "maxValue", "negativeSlope", "negativeSlope", "threshold", "threshold"));

    private Dl4jActivations() {}

    static ActivationFunction read(Dl4jKeys keys) {
        String name = keys.className();
        if (name.startsWith(ND4J) && NAMES.containsKey(name.substring(ND4J.length()))) {
            String own = name.substring(ND4J.length());
            ActivationFunction function = Activations.REGISTRY.get(NAMES.get(own));
            ARGUMENTS.getOrDefault(own, Map.of()).forEach((theirs, ours) -> set(function, ours, keys, theirs));
            keys.ignore("alpha").end();
            return function;
        }
        if (name.startsWith(OURS)) {
            ActivationFunction function = name.equals(Threshold.class.getName())
                    ? new Threshold(0, 0)
                    : Activations.REGISTRY.get(Names.snakeCase(name.substring(OURS.length())));
            keys.keys().stream().filter(key -> !key.equals("@class")).forEach(key -> set(function, key, keys, key));
            return function;
        }
        throw KerasException.expected(
                keys.where(), "an activation that is here, such as ND4J's " + NAMES.keySet(), name);
    }

    /** Sets one of our function's own arguments. */
    private static void set(ActivationFunction function, String argument, Dl4jKeys keys, String key) {
        if (keys.value(key) == null) {
            return;
        }
        try {
            Field field = function.getClass().getDeclaredField(argument);
            if (Modifier.isStatic(field.getModifiers())) {
                throw new NoSuchFieldException(argument);
            }
            field.setAccessible(true);
            if (field.getType() == boolean.class) {
                field.setBoolean(function, keys.flag(key, false));
            } else {
                field.setDouble(function, keys.number(key, 0));
            }
        } catch (NoSuchFieldException e) {
            throw KerasException.expected(keys.where() + "." + key, "nothing, since it is not supported", "a value");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
