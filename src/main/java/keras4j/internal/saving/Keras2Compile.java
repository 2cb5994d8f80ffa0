package keras4j.internal.saving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.metrics.Metrics;

/** What Keras 1 and 2 wrote of compile's arguments, as Keras 3 writes it. */
final class Keras2Compile {
    private static final String OPTIMIZER = "optimizer";

    /** Arguments of compile, and what else stands there, that change no number. */
    private static final List<String> UNUSED = List.of(
            "auto_scale_loss",
            "distribute_strategy",
            "from_serialized",
            "pss_evaluation_shards",
            "sample_weight_mode",
            "target_tensors");

    private static final List<String> OF_OPTIMIZER = List.of("is_legacy_optimizer", "jit_compile");

    private Keras2Compile() {}

    /** @param found null for a model that is not compiled */
    static Object modern(Object found) {
        if (found == null) {
            return null;
        }
        Map<String, Object> config = Config.map("compile_config", found);
        if (config.containsKey("optimizer_config")) {
            config.put(OPTIMIZER, config.remove("optimizer_config"));
        }
        config.keySet().removeAll(UNUSED);
        config.computeIfPresent(OPTIMIZER, (key, optimizer) -> optimizer(optimizer));
        config.computeIfPresent("loss", (key, loss) -> LegacyConfig.each(names(loss), Keras2Compile::loss));
        config.computeIfPresent("loss_weights", (key, weights) -> names(weights));
        for (String metrics : List.of("metrics", "weighted_metrics")) {
            config.computeIfPresent(metrics, (key, given) -> LegacyConfig.each(names(given), Keras2Compile::metric));
        }
        return config;
    }

    /** What is given by the names of outputs. */
    private static Object names(Object given) {
        if (!(given instanceof Map<?, ?> map) || map.containsKey("class_name")) {
            return given;
        }
        Map<String, Object> modern = new LinkedHashMap<>();
        Config.map("compile_config", map).forEach((name, value) -> modern.put(Keras2Config.modernName(name), value));
        return modern;
    }

    private static Object optimizer(Object found) {
        if (!(found instanceof Map<?, ?> map)) {
            return found;
        }
        Map<String, Object> optimizer = Config.map(OPTIMIZER, map);
        optimizer.keySet().retainAll(List.of("class_name", "config"));
        if (optimizer.get("class_name") instanceof String name) {
            optimizer.put("class_name", name.replaceFirst("^Custom>", ""));
        }
        Map<String, Object> config = Config.map(OPTIMIZER, optimizer.get("config"));
        config.keySet().removeAll(OF_OPTIMIZER);
        if (config.containsKey("lr")) {
            config.put("learning_rate", config.remove("lr"));
        }
        if (config.get("epsilon") == null) {
            config.remove("epsilon");
        }
        decay(config);
        optimizer.put("config", config);
        return optimizer;
    }

    /** A decay is a schedule of Keras 3's that gives the same. */
    private static void decay(Map<String, Object> config) {
        if (config.remove("decay") instanceof Number decay && decay.doubleValue() != 0) {
            Map<String, Object> schedule = new LinkedHashMap<>();
            schedule.put("initial_learning_rate", config.get("learning_rate"));
            schedule.put("decay_steps", 1);
            schedule.put("decay_rate", decay);
            config.put("learning_rate", Map.of("class_name", "InverseTimeDecay", "config", schedule));
        }
    }

    private static Object loss(Object found) {
        if (!(found instanceof Map<?, ?>)) {
            return found;
        }
        Map<String, Object> loss = Config.map("loss", found);
        if (loss.get("config") instanceof Map<?, ?> arguments) {
            Map<String, Object> config = Config.map("loss", arguments);
            config.remove("fn");
            config.replace("reduction", "auto", "sum_over_batch_size");
            loss.put("config", config);
        }
        return loss;
    }

    /** A metric that Keras 2 made of a function is the class of that function. */
    private static Object metric(Object found) {
        if (!(found instanceof Map<?, ?> map) || !(map.get("config") instanceof Map<?, ?>)) {
            return found;
        }
        Map<String, Object> metric = Config.map("metric", map);
        Map<String, Object> config = Config.map("metric", map.get("config"));
        config.computeIfPresent("name", (key, name) -> Keras2Config.modernName(String.valueOf(name)));
        if ("MeanMetricWrapper".equals(map.get("class_name"))) {
            Object written = config.remove("fn");
            Object function = written instanceof Map<?, ?> object ? object.get("config") : written;
            metric.keySet().removeAll(List.of("module", "registered_name"));
            metric.put(
                    "class_name",
                    Metrics.REGISTRY.get(String.valueOf(function)).getClass().getSimpleName());
        }
        metric.put("config", config);
        return metric;
    }
}
