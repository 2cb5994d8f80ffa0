package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.losses.Losses;

/** Writes the configs of Keras 2, which {@link LegacyH5} has: those of Keras 3 without modules; {@link Keras2Config} reads them. */
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
                    withoutMasks(layers, config.get("output_layers")).stream()
                            .map(LegacyConfig::legacy)
                            .toList());
        }
        legacy.put("config", config);
        return legacy;
    }

    /** Without the masks that inputs have, and the ops that only make these: Keras writes them, but reads no ops in such a file. */
    private static List<Map<String, Object>> withoutMasks(List<?> layers, Object outputs) {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Object layer : layers) {
            Map<String, Object> object = Config.map("layer", layer);
            if (object.get("inbound_nodes") instanceof List<?> nodes) {
                object.put(
                        "inbound_nodes",
                        nodes.stream().map(LegacyConfig::withoutMask).toList());
            }
            kept.add(object);
        }
        List<Map<String, Object>> all = List.of();
        while (kept.size() != all.size()) {
            all = kept;
            Set<Object> read = new HashSet<>();
            OpReads.histories(all).forEach(history -> read.add(history.get(0)));
            addNames(outputs, read);
            kept = all.stream()
                    .filter(layer -> !OpReads.isOp(layer) || read.contains(layer.get("name")))
                    .toList();
        }
        return kept;
    }

    private static Object withoutMask(Object node) {
        Map<String, Object> call = Config.map("node", node);
        Map<String, Object> arguments = Config.map("kwargs", call.get("kwargs"));
        arguments.values().removeIf(FunctionalConfig.OwnMask.class::isInstance);
        call.put("kwargs", arguments);
        return call;
    }

    /** The names of layers in places of any depth. */
    private static void addNames(Object places, Set<Object> into) {
        if (places instanceof Map<?, ?> map) {
            map.values().forEach(place -> addNames(place, into));
        } else if (places instanceof List<?> list) {
            list.forEach(place -> addNames(place, into));
        } else {
            into.add(places);
        }
    }

    /** Writes compile's arguments. */
    static Map<String, Object> writeCompiled(Compiled compiled, Network network) {
        Map<String, Object> config = CompileConfig.write(compiled, network);
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

    /** Changes what is given for one output, or for each of several in lists or maps of them. */
    static Object each(Object given, UnaryOperator<Object> change) {
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
