package keras4j.internal.saving;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;

/**
 * What layers' arguments were called in Keras 1, and what Keras 2 calls them: its own table (keras/legacy/interfaces.py). No name
 * of Keras 1 means something else in Keras 2, so that layers of both can go through here.
 */
final class Keras1Config {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("AtrousConvolution1D", "Conv1D"),
            Map.entry("AtrousConvolution2D", "Conv2D"),
            Map.entry("Convolution1D", "Conv1D"),
            Map.entry("Convolution2D", "Conv2D"),
            Map.entry("Convolution3D", "Conv3D"),
            Map.entry("Deconvolution2D", "Conv2DTranspose"),
            Map.entry("SeparableConvolution2D", "SeparableConv2D"),
            Map.entry("TimeDistributedDense", "Dense"));

    /** What a Merge of some mode is. */
    private static final Map<String, String> MERGES =
            Map.of("sum", "Add", "mul", "Multiply", "ave", "Average", "max", "Maximum", "concat", "Concatenate");

    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("W_constraint", "kernel_constraint"),
            Map.entry("W_regularizer", "kernel_regularizer"),
            Map.entry("U_regularizer", "recurrent_regularizer"),
            Map.entry("atrous_rate", "dilation_rate"),
            Map.entry("b_constraint", "bias_constraint"),
            Map.entry("b_regularizer", "bias_regularizer"),
            Map.entry("beta_init", "beta_initializer"),
            Map.entry("bias", "use_bias"),
            Map.entry("border_mode", "padding"),
            Map.entry("dim_ordering", "data_format"),
            Map.entry("dropout_U", "recurrent_dropout"),
            Map.entry("dropout_W", "dropout"),
            Map.entry("filter_length", "kernel_size"),
            Map.entry("forget_bias_init", "unit_forget_bias"),
            Map.entry("gamma_init", "gamma_initializer"),
            Map.entry("init", "kernel_initializer"),
            Map.entry("inner_activation", "recurrent_activation"),
            Map.entry("inner_init", "recurrent_initializer"),
            Map.entry("nb_filter", "filters"),
            Map.entry("output_dim", "units"),
            Map.entry("p", "rate"),
            Map.entry("pool_length", "pool_size"),
            Map.entry("sigma", "stddev"),
            Map.entry("stride", "strides"),
            Map.entry("subsample", "strides"),
            Map.entry("subsample_length", "strides"));

    private static final Map<String, String> OF_EMBEDDING = Map.of(
            "init", "embeddings_initializer",
            "W_regularizer", "embeddings_regularizer",
            "W_constraint", "embeddings_constraint");

    private static final Map<String, String> DATA_FORMATS = Map.of("tf", "channels_last", "th", "channels_first");

    private Keras1Config() {}

    /** The class of Keras 2 for one of Keras 1 with these arguments; the same for one that is Keras 2's. */
    static String className(String className, Map<String, Object> config) {
        return "Merge".equals(className)
                ? MERGES.getOrDefault(String.valueOf(config.get("mode")), className)
                : CLASSES.getOrDefault(className, className);
    }

    /**
     * The arguments by the names of Keras 2.
     *
     * @param className that of Keras 1
     */
    static Map<String, Object> arguments(String className, Map<String, Object> config) {
        if (className.equals("Merge")) {
            return merge(config);
        }
        boolean isEmbedding = className.equals("Embedding");
        Map<String, Object> arguments = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            String name = isEmbedding && key.equals("output_dim") ? key : ARGUMENTS.getOrDefault(key, key);
            arguments.put(isEmbedding ? OF_EMBEDDING.getOrDefault(key, name) : name, value(key, value));
        });
        Object[] size = {arguments.remove("nb_row"), arguments.remove("nb_col")};
        if (size[0] != null) {
            arguments.put("kernel_size", Arrays.asList(size));
        }
        arguments.remove("consume_less");
        arguments.remove("mode", 0);
        if (isEmbedding) {
            arguments.remove("dropout", 0);
            arguments.remove("dropout", 0.0);
        } else {
            arguments.remove("input_dim");
        }
        arguments.remove("data_format", "default");
        return arguments;
    }

    private static Object value(String key, Object value) {
        return switch (key) {
            case "dim_ordering" -> DATA_FORMATS.getOrDefault(String.valueOf(value), "default");
            case "forget_bias_init" -> "one".equals(value);
            case "W_regularizer",
                    "U_regularizer",
                    "b_regularizer",
                    "activity_regularizer",
                    "gamma_regularizer",
                    "beta_regularizer" -> regularizer(value);
            case "W_constraint", "U_constraint", "b_constraint" -> constraint(value);
            default -> value;
        };
    }

    /** Keras 1 has the class as a name among the arguments. */
    private static Object regularizer(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.containsKey("class_name")) {
            return value;
        }
        Map<String, Object> arguments = Config.map("regularizer", map);
        arguments.remove("name");
        return Map.of("class_name", "L1L2", "config", arguments);
    }

    /** The same, and its largest norm is m. */
    private static Object constraint(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.containsKey("class_name")) {
            return value;
        }
        Map<String, Object> arguments = Config.map("constraint", map);
        Object name = arguments.remove("name");
        if (arguments.containsKey("m")) {
            arguments.put("max_value", arguments.remove("m"));
        }
        return Map.of("class_name", String.valueOf(name), "config", arguments);
    }

    private static Map<String, Object> merge(Map<String, Object> config) {
        if (!MERGES.containsKey(String.valueOf(config.get("mode")))) {
            return config;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String key : List.of("name", "trainable")) {
            if (config.containsKey(key)) {
                arguments.put(key, config.get(key));
            }
        }
        if ("concat".equals(config.get("mode"))) {
            arguments.put("axis", config.getOrDefault("concat_axis", -1));
        }
        return arguments;
    }
}
