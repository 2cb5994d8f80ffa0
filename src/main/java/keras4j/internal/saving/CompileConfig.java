package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.Serialized;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;

/** Keras's form of compile's arguments. A loss and metrics that were given by name are names there, too. */
public final class CompileConfig {
    private Optimizer optimizer = Optimizers.REGISTRY.get("rmsprop");
    private Loss loss;
    private String lossName;
    private List<Object> metrics = List.of();
    private List<Object> weightedMetrics = List.of();

    private CompileConfig() {}

    /** Writes it; empty for null, a model that is not compiled. */
    static Map<String, Object> write(Compiled compiled) {
        if (compiled == null) {
            return Map.of();
        }
        CompileConfig form = new CompileConfig();
        form.optimizer = compiled.optimizer();
        form.loss = compiled.loss();
        form.lossName = compiled.lossName();
        form.metrics = compiled.metrics();
        form.weightedMetrics = compiled.weightedMetrics();
        return Config.write(form::config);
    }

    /**
     * Reads it.
     *
     * @param config null or empty for a model that was not compiled
     * @return null for a model that was not compiled
     * @throws KerasException for what is not supported
     */
    public static Compiled read(Object config) {
        Map<String, Object> values = config == null ? Map.of() : Config.map("compile_config", config);
        if (values.isEmpty()) {
            return null;
        }
        CompileConfig form = new CompileConfig();
        Config.read("compile_config", values, form::config);
        return new Compiled(form.optimizer, form.loss, form.lossName, form.metrics, form.weightedMetrics);
    }

    /** How Keras runs its graph (eagerly, compiled, several steps at once) is nothing here. */
    private void config(Config config) {
        optimizer = KerasException.notNull(
                "compile_config", "an optimizer", config.object("optimizer", optimizer, Optimizers.REGISTRY));
        Object given = config.raw("loss", loss == null ? null : written(loss, lossName));
        lossName = nameOf(given);
        loss = KerasException.notNull(
                "compile_config", "a loss", Serialized.read("compile_config.loss", given, Losses.REGISTRY));
        config.only("loss_weights", (Object) null);
        metrics = metrics("compile_config.metrics", config.raw("metrics", written(metrics)));
        weightedMetrics =
                metrics("compile_config.weighted_metrics", config.raw("weighted_metrics", written(weightedMetrics)));
        config.unused("run_eagerly", false);
        config.unused("steps_per_execution", 1);
        config.unused("jit_compile", false);
    }

    private static Object written(Loss loss, String name) {
        return name != null ? name : Serialized.of(loss, Losses.REGISTRY);
    }

    private static List<Object> written(List<Object> metrics) {
        return metrics.isEmpty()
                ? null
                : metrics.stream()
                        .map(metric ->
                                metric instanceof Metric object ? Serialized.of(object, Metrics.REGISTRY) : metric)
                        .toList();
    }

    /** A list of metrics, or that list in another, which is Keras's way to say it for one output of several. */
    private static List<Object> metrics(String owner, Object found) {
        List<Object> result = new ArrayList<>();
        List<?> list = found == null ? List.of() : found instanceof List<?> given ? given : List.of(found);
        for (Object metric : list) {
            if (metric instanceof List<?> inner) {
                result.addAll(metrics(owner, inner));
            } else {
                Metric object =
                        KerasException.notNull(owner, "a metric", Serialized.read(owner, metric, Metrics.REGISTRY));
                String name = nameOf(metric);
                result.add(name == null ? object : name);
            }
        }
        return result;
    }

    /** The name, if something is given by the name of a function, else null. */
    private static String nameOf(Object found) {
        if (found instanceof Map<?, ?> object && "function".equals(object.get("class_name"))) {
            return String.valueOf(object.get("config"));
        }
        return found instanceof String name ? name : null;
    }
}
