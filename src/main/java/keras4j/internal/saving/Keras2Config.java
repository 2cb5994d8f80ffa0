package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.activations.HardSigmoidOfKeras2;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Serialized;
import keras4j.internal.graph.ModelKind;
import keras4j.ops.Op;

/** The configs of models and layers of Keras 1 and 2, and of Keras 3's files in that form, as those of Keras 3. */
final class Keras2Config {
    private static final Map<String, String> CLASSES = Map.of(
            "Model", "Functional",
            "BatchNormalizationV1", "BatchNormalization",
            "BatchNormalizationV2", "BatchNormalization",
            "CuDNNLSTM", "LSTM",
            "UnifiedLSTM", "LSTM");

    /** Arguments that say how a layer computes, or what its input is, and not what it computes. */
    private static final List<String> UNUSED = List.of(
            "batch_input_shape",
            "dynamic",
            "fused",
            "implementation",
            "input_dtype",
            "input_length",
            "renorm_clipping",
            "synchronized");

    /** Arguments that change nothing if they are false. */
    private static final List<String> FALSE = List.of("time_major", "sparse", "ragged");

    private static final List<String> ACTIVATIONS = List.of("activation", "recurrent_activation");
    private static final Map<String, String> INITIALIZERS =
            Map.of("normal", "random_normal", "one", "ones", "uniform", "random_uniform", "zero", "zeros");

    /** Layers whose gates were hard_sigmoid unless given. */
    private static final Set<String> GATED = Set.of("LSTM", "GRU", "ConvLSTM2D");

    private final KerasVersion version;

    private Keras2Config(KerasVersion version) {
        this.version = version;
    }

    /** A model in Keras 3's form; the same if Keras 3 wrote it in its own. */
    static Map<String, Object> modern(Map<String, Object> model, KerasVersion version) {
        return new Keras2Config(version).modern(model);
    }

    /** A name of Keras 1 and 2, where "/" was allowed, as Keras 3 allows it. */
    static String modernName(String name) {
        return name.replace('/', '_');
    }

    /** The name of a layer or a model in a file. */
    private Object name(Object found) {
        return found instanceof String name && version.isBeforeKeras3() ? modernName(name) : found;
    }

    /** A model, or a layer. */
    private Map<String, Object> modern(Map<String, Object> object) {
        Map<String, Object> modern = new LinkedHashMap<>(object);
        if (!(object.get("class_name") instanceof String written)) {
            return modern;
        }
        Object found = object.get("config");
        Map<String, Object> config =
                Config.map("config", found instanceof List<?> list ? Map.of("layers", list) : found);
        String className = CLASSES.getOrDefault(written, written);
        if (version.isBeforeKeras3()) {
            className = Keras1Config.className(className, config);
            config = Keras1Config.arguments(written, config);
        }
        modern.put("class_name", className);
        config.computeIfPresent("name", (key, name) -> name(name));
        if (ModelKind.classNames().contains(className)) {
            modern.keySet().removeAll(List.of("module", "registered_name"));
            model(className, config);
        } else if (!version.isBeforeKeras3() && OpReads.isLegacyOp(object)) {
            modern.put("module", Op.module(className));
        } else {
            layer(className, config);
        }
        modern.put("config", config);
        modern.computeIfPresent("name", (key, name) -> name(name));
        if (object.get("inbound_nodes") instanceof List<?> nodes) {
            modern.put("inbound_nodes", nodes.stream().map(this::node).toList());
        }
        return modern;
    }

    private void model(String className, Map<String, Object> config) {
        if (!(config.get("layers") instanceof List<?> layers)) {
            return;
        }
        Object shape = layers.isEmpty() ? null : inputShape(layers.get(0));
        List<Map<String, Object>> modern = new ArrayList<>();
        layers.forEach(layer -> modern.add(modern(Config.map("layer", layer))));
        config.put("layers", modern);
        if (ModelKind.SEQUENTIAL.className().equals(className)) {
            config.putIfAbsent("name", "sequential");
            config.putIfAbsent("build_input_shape", shape);
            return;
        }
        for (String ends : List.of("input_layers", "output_layers")) {
            config.computeIfPresent(ends, (key, places) -> places(places));
        }
        if (version.isBeforeKeras3()) {
            countFromZero(modern, config);
        }
    }

    /** The shape with which a Sequential begins: that of its first layer, which may be a model itself; null for none. */
    private static Object inputShape(Object layer) {
        Object config = layer instanceof Map<?, ?> object ? object.get("config") : null;
        if (config instanceof Map<?, ?> arguments) {
            Object shape = arguments.get("batch_input_shape");
            shape = shape == null ? arguments.get("batch_shape") : shape;
            return shape == null && arguments.get("layers") instanceof List<?>
                    ? inputShape(arguments.get("layers"))
                    : shape;
        }
        return (config == null ? layer : config) instanceof List<?> layers && !layers.isEmpty()
                ? inputShape(layers.get(0))
                : null;
    }

    private void layer(String className, Map<String, Object> config) {
        if (className.equals("InputLayer")) {
            rename(config, "batch_input_shape", "batch_shape");
            rename(config, "input_dtype", "dtype");
        }
        config.keySet().removeAll(UNUSED);
        FALSE.forEach(key -> config.remove(key, false));
        config.replaceAll((key, value) -> key.endsWith("_initializer") ? initializer(value) : value);
        if (className.equals("LeakyReLU")) {
            rename(config, "alpha", "negative_slope");
        }
        if (config.get("axis") instanceof List<?> axes && axes.size() == 1 && className.equals("BatchNormalization")) {
            config.put("axis", axes.get(0));
        }
        if (version.isBefore(2, 3) && GATED.contains(className)) {
            config.putIfAbsent("recurrent_activation", "hard_sigmoid");
        }
        for (String key : ACTIVATIONS) {
            config.computeIfPresent(key, (name, value) -> activation(value));
        }
    }

    private static void rename(Map<String, Object> config, String from, String to) {
        if (config.get(from) != null) {
            config.put(to, config.get(from));
        }
        config.remove(from);
    }

    private Object activation(Object value) {
        boolean isName = value instanceof Map<?, ?> object && Serialized.isFunction(object);
        Object name = isName ? ((Map<?, ?>) value).get("config") : value;
        if ("hard_sigmoid".equals(name) && version.isBeforeKeras3()) {
            return HardSigmoidOfKeras2.written();
        }
        // A layer may be an activation.
        return value instanceof Map<?, ?> && !isName ? modern(Config.map("activation", value)) : value;
    }

    private static Object initializer(Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return INITIALIZERS.getOrDefault(String.valueOf(value), String.valueOf(value));
        }
        Map<String, Object> initializer = Config.map("initializer", value);
        if (initializer.get("config") instanceof Map<?, ?> arguments) {
            Map<String, Object> config = Config.map("initializer", arguments);
            config.remove("dtype");
            config.replace("distribution", "normal", "truncated_normal");
            initializer.put("config", config);
        }
        return initializer;
    }

    /**
     * A call: Keras 2 has a list of [layer, number of its call, number of the output, arguments], or one such for a layer of one
     * input, or a map of them.
     */
    private Object node(Object node) {
        if (node instanceof Map<?, ?> map && map.containsKey("args")) {
            return node;
        }
        List<List<?>> reads = new ArrayList<>();
        flatten(node, reads);
        List<Object> tensors = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (List<?> read : reads) {
            tensors.add(tensor(read));
            if (read.size() == 4) {
                Config.map("inbound_nodes", read.get(3)).forEach((key, value) -> kwargs.put(key, argument(value)));
            }
        }
        Map<String, Object> modern = new LinkedHashMap<>();
        modern.put("args", List.of(tensors));
        modern.put("kwargs", kwargs);
        return modern;
    }

    /** A tensor as Keras 3 has it, or the constant that stands there. */
    private Object tensor(List<?> place) {
        if (place.get(0).equals("_CONSTANT_VALUE")) {
            return place.get(2);
        }
        return Map.of("class_name", "__keras_tensor__", "config", Map.of("keras_history", place(place.subList(0, 3))));
    }

    /** An argument of a call, which may be a tensor, or have some in lists. */
    private Object argument(Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        return isPlace(list) ? tensor(list) : list.stream().map(this::argument).toList();
    }

    private static boolean isPlace(List<?> list) {
        return (list.size() == 3 || list.size() == 4)
                && list.get(0) instanceof String
                && list.get(1) instanceof Integer
                && (list.get(2) instanceof Integer || list.get(0).equals("_CONSTANT_VALUE"));
    }

    /** The places in lists and maps of any depth, maps by their keys in alphabetical order. */
    private static void flatten(Object found, List<List<?>> places) {
        if (found instanceof List<?> list && isPlace(list)) {
            places.add(list);
        } else if (found instanceof List<?> list) {
            list.forEach(item -> flatten(item, places));
        } else if (found instanceof Map<?, ?> map) {
            map.keySet().stream().sorted().forEach(key -> flatten(map.get(key), places));
        } else {
            throw KerasException.expected("inbound_nodes", "lists of a layer, two numbers and arguments", found);
        }
    }

    private List<Object> place(List<?> place) {
        List<Object> modern = new ArrayList<>(place);
        modern.set(0, name(place.get(0)));
        return modern;
    }

    /** Places in the same lists and maps. */
    private Object places(Object found) {
        if (found instanceof Map<?, ?> map) {
            Map<String, Object> places = Config.map("input_layers", map);
            places.replaceAll((key, place) -> places(place));
            return places;
        }
        if (found instanceof List<?> list) {
            return isPlace(list) ? place(list) : list.stream().map(this::places).toList();
        }
        throw KerasException.expected("input_layers", "places in lists and maps", found);
    }

    /**
     * Keras 2 counts the calls of all models from 1, Keras 3 those of functional ones at the outputs only. Call 0 has the model's
     * own inputs.
     */
    private static void countFromZero(List<Map<String, Object>> layers, Map<String, Object> config) {
        Set<Object> models = new HashSet<>();
        Set<Object> functional = new HashSet<>();
        for (Map<String, Object> layer : layers) {
            if (ModelKind.classNames().contains(layer.get("class_name"))) {
                models.add(layer.get("name"));
            }
            if (ModelKind.FUNCTIONAL.className().equals(layer.get("class_name"))) {
                functional.add(layer.get("name"));
            }
        }
        layers.forEach(layer -> layer.computeIfPresent("inbound_nodes", (key, nodes) -> counted(nodes, models)));
        models.removeAll(functional);
        config.computeIfPresent("output_layers", (key, places) -> counted(places, models));
    }

    /** All places in there with one call less where they are of these layers. */
    private static Object counted(Object found, Set<Object> layers) {
        if (found instanceof List<?> list) {
            List<Object> counted = new ArrayList<>();
            boolean isOne = isPlace(list) && layers.contains(list.get(0));
            for (int i = 0; i < list.size(); i++) {
                counted.add(isOne && i == 1 ? (Integer) list.get(1) - 1 : counted(list.get(i), layers));
            }
            return counted;
        }
        if (!(found instanceof Map<?, ?>)) {
            return found;
        }
        Map<String, Object> map = Config.map("inbound_nodes", found);
        map.replaceAll((key, value) -> counted(value, layers));
        return map;
    }
}
