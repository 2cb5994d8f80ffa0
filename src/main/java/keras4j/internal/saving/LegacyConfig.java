package keras4j.internal.saving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.SavedModel;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;

/** The configs of Keras 2, which {@link LegacyH5} has: those of Keras 3 without modules, and some older forms. */
final class LegacyConfig {
    private static final String OPTIMIZER = "optimizer_config";

    private LegacyConfig() {}

    /** Writes a model's layers. */
    static Map<String, Object> write(SavedModel model) {
        return legacy(ModelConfig.write(model.kind(), model.name(), List.of(), model.network(), null));
    }

    /** A layer, or a model, without what Keras 2 did not write of it. */
    private static Map<String, Object> legacy(Map<String, Object> layer) {
        Map<String, Object> legacy = new LinkedHashMap<>(layer);
        legacy.keySet().removeAll(List.of("build_config", "compile_config"));
        if (layer.get("registered_name") == null) {
            legacy.keySet().removeAll(List.of("module", "registered_name"));
        }
        Map<String, Object> config = Config.map("config", layer.get("config"));
        if (config.get("layers") instanceof List<?> layers) {
            config.put(
                    "layers",
                    layers.stream()
                            .map(inner -> legacy(Config.map("layer", inner)))
                            .toList());
        }
        legacy.put("config", config);
        return legacy;
    }

    /** Writes compile's arguments. */
    static Map<String, Object> writeCompiled(Compiled compiled) {
        Map<String, Object> config = CompileConfig.write(compiled);
        Map<String, Object> optimizer = Config.map("optimizer", config.remove("optimizer"));
        optimizer.keySet().retainAll(List.of("class_name", "config"));
        config.put("loss", each(config.get("loss"), LegacyConfig::readableLoss));
        config.put(OPTIMIZER, optimizer);
        return config;
    }

    /** Of short names, such as mse, Keras cannot read losses, though it writes them. */
    private static Object readableLoss(Object loss) {
        if (!(loss instanceof String name)) {
            return loss;
        }
        var found = Losses.REGISTRY.get(name);
        return Names.snakeCase(found.getClass().getSimpleName()).equals(name)
                ? name
                : Serialized.of(found, Losses.REGISTRY);
    }

    /** Reads a model's layers. */
    static ModelConfig read(String json) {
        return ModelConfig.read(modern(Json.read("model_config", json.getBytes(StandardCharsets.UTF_8))));
    }

    /** A model, or a layer, as Keras 3 has it. */
    private static Map<String, Object> modern(Map<String, Object> object) {
        Map<String, Object> modern = new LinkedHashMap<>(object);
        if ("Model".equals(object.get("class_name"))) {
            modern.put("class_name", ModelKind.FUNCTIONAL.className());
        }
        Object config = object.get("config");
        if (config instanceof List<?> layers) {
            config = Map.of("layers", layers);
        }
        if (MaskOperation.isLegacy(object)) {
            modern.put("module", MaskOperation.MODULE);
        }
        modern.put("config", modernConfig(object.get("class_name"), Config.map("config", config)));
        if (object.get("inbound_nodes") instanceof List<?> nodes) {
            modern.put(
                    "inbound_nodes",
                    nodes.stream().map(LegacyConfig::modernNode).toList());
        }
        return modern;
    }

    private static Map<String, Object> modernConfig(Object className, Map<String, Object> config) {
        Object shape = config.remove("batch_input_shape");
        if (shape != null && "InputLayer".equals(className)) {
            config.put("batch_shape", shape);
        }
        if (config.get("layers") instanceof List<?> layers && ModelKind.isModel(modelName(className))) {
            List<Object> modern = new ArrayList<>();
            layers.forEach(layer -> modern.add(modern(Config.map("layer", layer))));
            config.put("layers", modern);
            // The first layer has the input's shape where there is no InputLayer.
            if (!layers.isEmpty() && ModelKind.SEQUENTIAL.className().equals(className)) {
                Map<String, Object> first =
                        Config.map("layer", Config.map("layer", layers.get(0)).get("config"));
                config.putIfAbsent("build_input_shape", first.get("batch_input_shape"));
            }
        }
        return config;
    }

    private static Object modelName(Object className) {
        return "Model".equals(className) ? ModelKind.FUNCTIONAL.className() : className;
    }

    /** A call: Keras 2 has a list of [layer, number of its call, number of the output, arguments]. */
    private static Object modernNode(Object node) {
        if (!(node instanceof List<?> reads)) {
            return node;
        }
        List<Object> tensors = new ArrayList<>();
        Object kwargs = Map.of();
        for (Object read : reads) {
            if (!(read instanceof List<?> place) || place.size() < 3 || place.size() > 4) {
                throw KerasException.expected("inbound_nodes", "lists of a layer, two numbers and arguments", read);
            }
            tensors.add(
                    Map.of("class_name", "__keras_tensor__", "config", Map.of("keras_history", place.subList(0, 3))));
            kwargs = place.size() == 4 && !Map.of().equals(place.get(3)) ? place.get(3) : kwargs;
        }
        Map<String, Object> modern = new LinkedHashMap<>();
        modern.put("args", List.of(tensors));
        modern.put("kwargs", kwargs);
        return modern;
    }

    /** Reads compile's arguments. */
    static Compiled readCompiled(String json) {
        Map<String, Object> config = Json.read("training_config", json.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> optimizer = Config.map(OPTIMIZER, config.remove(OPTIMIZER));
        Map<String, Object> arguments = Config.map(OPTIMIZER, optimizer.get("config"));
        arguments.keySet().removeAll(List.of("jit_compile", "is_legacy_optimizer"));
        if (arguments.get("decay") instanceof Number decay && decay.doubleValue() == 0) {
            arguments.remove("decay");
        }
        optimizer.put("config", arguments);
        if (optimizer.get("class_name") instanceof String name) {
            optimizer.put("class_name", name.replaceFirst("^Custom>", ""));
        }
        config.put("optimizer", optimizer);
        config.put("loss", each(config.get("loss"), LegacyConfig::modernLoss));
        config.put("metrics", each(config.get("metrics"), LegacyConfig::modernMetric));
        config.put("weighted_metrics", each(config.get("weighted_metrics"), LegacyConfig::modernMetric));
        return CompileConfig.read(config);
    }

    private static Object modernLoss(Object found) {
        if (!(found instanceof Map<?, ?>)) {
            return found;
        }
        Map<String, Object> loss = Config.map("loss", found);
        Map<String, Object> config = Config.map("loss", loss.get("config"));
        config.remove("fn");
        config.replace("reduction", "auto", "sum_over_batch_size");
        loss.put("config", config);
        return loss;
    }

    /** A metric that Keras 2 made of a function is the class of that function. */
    private static Object modernMetric(Object found) {
        if (!(found instanceof Map<?, ?> map) || !"MeanMetricWrapper".equals(map.get("class_name"))) {
            return found;
        }
        Map<String, Object> config = Config.map("metric", map.get("config"));
        String function = String.valueOf(config.remove("fn"));
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("class_name", Metrics.REGISTRY.get(function).getClass().getSimpleName());
        metric.put("config", config);
        return metric;
    }

    /** Changes what is given for one output, or for each of several in lists or maps of them. */
    private static Object each(Object given, UnaryOperator<Object> change) {
        if (given instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(each(item, change)));
            return all;
        }
        if (given instanceof Map<?, ?> map && !map.containsKey("class_name")) {
            Map<String, Object> all = Config.map("training_config", map);
            all.replaceAll((name, item) -> each(item, change));
            return all;
        }
        return change.apply(given);
    }
}
