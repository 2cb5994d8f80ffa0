package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;

/**
 * Operations that stand among the layers of Keras 2's functional files, such as {@code a + b}, {@code x * 2} or {@code relu(x)}: it
 * wrote them as TFOpLambda, with TensorFlow's name. Each is read as the layer here that computes the same.
 */
final class OperationLayers {
    private static final String KERAS_2 = "TFOpLambda";

    /** Operations of two values that are layers of the same name. */
    private static final Set<String> MERGES = Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

    /** Operations of one value that are an activation. */
    private static final Set<String> ACTIVATIONS = Set.of(
            "Elu",
            "Gelu",
            "HardSigmoid",
            "HardSilu",
            "HardTanh",
            "LogSigmoid",
            "LogSoftmax",
            "Mish",
            "Relu",
            "Relu6",
            "Selu",
            "Sigmoid",
            "Silu",
            "Softmax",
            "Softplus",
            "Softsign",
            "Tanh",
            "TanhShrink");

    /** Arguments of activations as they are without them: with others they are no activation that a file can name. */
    private static final Map<String, Object> DEFAULTS = Map.of("axis", -1, "alpha", 1.0, "approximate", false);

    private OperationLayers() {}

    /** Whether a layer of a file is an operation. */
    static boolean is(Map<String, Object> object) {
        return KERAS_2.equals(object.get("class_name"));
    }

    /**
     * The operation as a layer, with its call.
     *
     * @throws KerasException if no layer here computes the same
     */
    static Map<String, Object> layer(Map<String, Object> object) {
        Map<String, Object> config = Config.map("operation", object.get("config"));
        String name = Names.valid("operation name", config.remove("name") instanceof String text ? text : null);
        String operation = nameOfKeras2(String.valueOf(config.get("function")));
        config = Config.map("kwargs", call("operation", object).get("kwargs"));
        List<?> args = argsOfKeras2(operation, args("operation " + name, object), config);
        Map<String, Object> layer = layer(operation, config, args);
        if (layer == null) {
            throw KerasException.expected(
                    "operation " + name, "one that a layer here computes", operation + " with " + config);
        }
        boolean isMerge = MERGES.contains(String.valueOf(layer.get("class_name")));
        List<?> values = args.stream().filter(arg -> !(arg instanceof Number)).toList();
        layer.put("config", named(Config.map("config", layer.get("config")), name));
        layer.put("inbound_nodes", List.of(Map.of("args", isMerge ? List.of(values) : values, "kwargs", Map.of())));
        return named(layer, name);
    }

    private static Map<String, Object> named(Map<String, Object> object, String name) {
        object.put("name", name);
        return object;
    }

    /** What the only call of an operation is given, tensors and numbers. */
    static List<?> args(String where, Map<String, Object> object) {
        if (call(where, object).get("args") instanceof List<?> args && !args.isEmpty()) {
            return args;
        }
        throw KerasException.expected(where + ", inbound_nodes", "args", object.get("inbound_nodes"));
    }

    private static Map<String, Object> call(String where, Map<String, Object> object) {
        if (object.get("inbound_nodes") instanceof List<?> calls && calls.size() == 1) {
            return Config.map(where, calls.get(0));
        }
        throw KerasException.expected(where + ", inbound_nodes", "one call", object.get("inbound_nodes"));
    }

    /** Keras 3's name of a function of TensorFlow: LeakyRelu of nn.leaky_relu, Add of __operators__.add. */
    private static String nameOfKeras2(String function) {
        String last = function.substring(function.lastIndexOf('.') + 1);
        if (last.equals("truediv") || last.equals("concat")) {
            return last.equals("concat") ? "Concatenate" : "TrueDivide";
        }
        StringBuilder name = new StringBuilder();
        for (String word : last.split("_")) {
            name.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** Keras 2 gives a call's second value by name, and has all values in a list. */
    private static List<?> argsOfKeras2(String operation, List<?> args, Map<String, Object> config) {
        List<Object> all = new ArrayList<>();
        if (operation.equals("Concatenate")) {
            all.addAll(args);
        } else if (args.get(0) instanceof List<?> values) {
            all.addAll(values);
        }
        Object second = config.remove("y");
        if (second != null) {
            all.add(second);
        }
        config.remove("name", null);
        if (operation.equals("LeakyRelu")) {
            Object slope = config.remove("alpha");
            config.put("negative_slope", slope == null ? 0.2 : slope);
        }
        return all;
    }

    /** Null if there is none. */
    private static Map<String, Object> layer(String operation, Map<String, Object> config, List<?> args) {
        boolean hasNumber = args.stream().anyMatch(Number.class::isInstance);
        if (args.size() == 2) {
            return hasNumber
                    ? withNumber(operation, args.get(0), args.get(1))
                    : MERGES.contains(operation) ? of(operation, Map.of()) : null;
        }
        if (args.size() != 1 || hasNumber) {
            return null;
        }
        if (ACTIVATIONS.contains(operation)) {
            config.entrySet()
                    .removeIf(argument -> DEFAULTS.containsKey(argument.getKey())
                            && DEFAULTS.get(argument.getKey()).equals(argument.getValue()));
            return config.isEmpty() ? activation(Names.snakeCase(operation)) : null;
        }
        return switch (operation) {
            case "Exp" -> activation("exponential");
            case "Negative" -> rescaling(-1, 0);
            case "LeakyRelu" -> of("LeakyReLU", config);
            case "ReLU", "Concatenate" -> of(operation, config);
            default -> null;
        };
    }

    /** An operation of a value and a number, on whichever side that is. */
    private static Map<String, Object> withNumber(String operation, Object first, Object second) {
        if (first instanceof Number && second instanceof Number) {
            return null;
        }
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

    private static Map<String, Object> activation(String name) {
        return of("Activation", Map.of("activation", name));
    }

    private static Map<String, Object> rescaling(double scale, double offset) {
        return of("Rescaling", Map.of("scale", scale, "offset", offset));
    }

    private static Map<String, Object> of(String className, Map<String, Object> config) {
        return Serialized.of("keras.layers", className, config);
    }
}
