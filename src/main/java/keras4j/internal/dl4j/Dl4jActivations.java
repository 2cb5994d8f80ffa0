package keras4j.internal.dl4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.Supplier;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.activations.Relu;
import keras4j.activations.Sigmoid;
import keras4j.activations.Softmax;
import keras4j.activations.Tanh;
import keras4j.activations.Threshold;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Names;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activations in DL4J, and those of DL4J's JSON: ND4J's that compute what one of ours does, and ours. */
public final class Dl4jActivations {
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
        return same == null ? function : same.get();
    }

    static ActivationFunction read(Dl4jKeys keys) {
        String name = keys.className();
        if (name.startsWith(ND4J) && NAMES.containsKey(name.substring(ND4J.length()))) {
            String own = name.substring(ND4J.length());
            ActivationFunction function = Activations.REGISTRY.get(NAMES.get(own));
            ARGUMENTS.getOrDefault(own, Map.of()).forEach((theirs, ours) -> set(function, ours, keys, theirs));
            if (own.equals("LReLU") && keys.value("alpha") == null) { // whose default is another than ours
                throw KerasException.expected(keys.where() + ".alpha", "a number", null);
            }
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
