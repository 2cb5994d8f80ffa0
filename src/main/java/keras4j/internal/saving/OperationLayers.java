package keras4j.internal.saving;

import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;

/**
 * Operations that stand among the layers of Keras's functional files, such as {@code a + b}, {@code x * 2} or {@code relu(x)}:
 * each is read as the layer here that computes the same.
 */
final class OperationLayers {
    private static final Set<String> MODULES =
            Set.of(MaskOperation.MODULE, "keras.src.ops.nn", "keras.src.activations.activations");

    /** Operations of two values that are layers of the same name. */
    private static final Set<String> MERGES = Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

    /** By operations of one value, the activations that they are; those with arguments only with Keras's defaults. */
    private static final Map<String, String> ACTIVATIONS = Map.ofEntries(
            Map.entry("Relu", "relu"),
            Map.entry("Relu6", "relu6"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("Softmax", "softmax"),
            Map.entry("LogSoftmax", "log_softmax"),
            Map.entry("LogSigmoid", "log_sigmoid"),
            Map.entry("Softplus", "softplus"),
            Map.entry("Softsign", "softsign"),
            Map.entry("Silu", "silu"),
            Map.entry("HardSilu", "hard_silu"),
            Map.entry("HardSigmoid", "hard_sigmoid"),
            Map.entry("HardTanh", "hard_tanh"),
            Map.entry("TanhShrink", "tanh_shrink"),
            Map.entry("Mish", "mish"),
            Map.entry("Exp", "exponential"),
            Map.entry("Elu", "elu"),
            Map.entry("Selu", "selu"),
            Map.entry("Gelu", "gelu"));

    /** Arguments of activations, as they are without them. */
    private static final Map<String, Object> DEFAULTS = Map.of("axis", -1, "alpha", 1.0, "approximate", false);

    private OperationLayers() {}

    /** Whether a layer of a file is an operation. */
    static boolean is(Map<String, Object> object) {
        return MODULES.contains(String.valueOf(object.get("module")));
    }

    /**
     * The operation as a layer, with its call.
     *
     * @throws KerasException if no layer here computes the same
     */
    static Map<String, Object> layer(Map<String, Object> object) {
        Map<String, Object> config = Config.map("operation", object.get("config"));
        String name = Names.valid("operation name", config.remove("name") instanceof String text ? text : null);
        String className = String.valueOf(object.get("class_name"));
        List<?> args = args("operation " + name, object);
        Map<String, Object> layer = layer(className, config, args);
        if (layer == null) {
            throw KerasException.expected("operation " + name, "one that a layer here computes", className + config);
        }
        boolean isMerge = MERGES.contains(layer.get("class_name"));
        List<?> read = isMerge
                ? List.of(args)
                : args.stream().filter(arg -> !(arg instanceof Number)).toList();
        Map<String, Object> named = Config.map("layer", layer.get("config"));
        named.put("name", name);
        layer.put("config", named);
        layer.put("name", name);
        layer.put("inbound_nodes", List.of(Map.of("args", read, "kwargs", Map.of())));
        return layer;
    }

    private static List<?> args(String where, Map<String, Object> object) {
        if (object.get("inbound_nodes") instanceof List<?> calls && calls.size() == 1) {
            Map<String, Object> call = Config.map(where, calls.get(0));
            if (call.get("args") instanceof List<?> args && Map.of().equals(call.get("kwargs"))) {
                return args;
            }
        }
        throw KerasException.expected(
                where + ", inbound_nodes", "one call, with args only", object.get("inbound_nodes"));
    }

    /** Null if there is none. */
    private static Map<String, Object> layer(String operation, Map<String, Object> config, List<?> args) {
        if (args.size() == 2) {
            return args.stream().noneMatch(Number.class::isInstance)
                    ? MERGES.contains(operation) ? of(operation, config) : null
                    : withNumber(operation, args.get(0), args.get(1));
        }
        if (args.size() != 1) {
            return null;
        }
        if (ACTIVATIONS.containsKey(operation)) {
            config.entrySet()
                    .removeIf(entry ->
                            entry.getValue() != null && entry.getValue().equals(DEFAULTS.get(entry.getKey())));
            return config.isEmpty() ? of("Activation", Map.of("activation", ACTIVATIONS.get(operation))) : null;
        }
        return switch (operation) {
            case "Negative" -> rescaling(-1, 0);
            case "LeakyRelu" -> of("LeakyReLU", config);
            case "ReLU", "Concatenate" -> of(operation, config);
            default -> null;
        };
    }

    /** An operation of a value and a number, on whichever side that is. */
    private static Map<String, Object> withNumber(String operation, Object first, Object second) {
        boolean isFirst = first instanceof Number;
        double number = ((Number) (isFirst ? first : second)).doubleValue();
        return switch (operation) {
            case "Add" -> rescaling(1, number);
            case "Subtract" -> isFirst ? rescaling(-1, number) : rescaling(1, -number);
            case "Multiply" -> rescaling(number, 0);
            case "TrueDivide" -> isFirst ? null : rescaling(1 / number, 0);
            default -> null;
        };
    }

    private static Map<String, Object> rescaling(double scale, double offset) {
        return of("Rescaling", Map.of("scale", scale, "offset", offset));
    }

    private static Map<String, Object> of(String className, Map<String, Object> config) {
        return Serialized.of("keras.layers", className, config);
    }
}
