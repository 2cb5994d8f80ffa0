package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.Registry;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;

/**
 * What a model was compiled with, and its form in Keras's config. A loss and metrics that were given by name are names
 * there, too.
 *
 * @param lossName the name by which the loss was given; null if it was an object
 * @param metrics names and {@link Metric} objects
 * @param weightedMetrics names and {@link Metric} objects
 */
public record CompileConfig(
        Optimizer optimizer, Loss loss, String lossName, List<Object> metrics, List<Object> weightedMetrics) {

    /** Keras's form. */
    Map<String, Object> write() {
        return Config.write(config -> {
            config.object("optimizer", optimizer, Optimizers.REGISTRY);
            config.unused("loss", lossName != null ? lossName : Config.serialize(loss, Losses.REGISTRY));
            config.unused("loss_weights", null);
            config.unused("metrics", metrics.isEmpty() ? null : write(metrics));
            config.unused("weighted_metrics", weightedMetrics.isEmpty() ? null : write(weightedMetrics));
            config.unused("run_eagerly", false);
            config.unused("steps_per_execution", 1);
            config.unused("jit_compile", false);
        });
    }

    private static List<Object> write(List<Object> metrics) {
        return metrics.stream()
                .map(metric -> metric instanceof Metric object ? Config.serialize(object, Metrics.REGISTRY) : metric)
                .toList();
    }

    /**
     * Reads Keras's form.
     *
     * @param config null or empty for a model that was not compiled
     * @return null for a model that was not compiled
     * @throws KerasException for what is not supported
     */
    public static CompileConfig read(Object config) {
        Map<String, Object> values = config == null ? Map.of() : Config.map("compile_config", config);
        if (values.isEmpty()) {
            return null;
        }
        Reader reader = new Reader();
        try {
            Config.read("compile_config", values, keys -> reader.config(keys, values));
        } catch (KerasException e) {
            throw new KerasException(e.getMessage() + "; to load the model without it, loadModel(path, false)", e);
        }
        return new CompileConfig(
                reader.optimizer, reader.loss, reader.lossName, reader.metrics, reader.weightedMetrics);
    }

    /** What is being read. How Keras runs its graph (eagerly, compiled, several steps at once) is nothing here. */
    private static final class Reader {
        private Optimizer optimizer = Optimizers.REGISTRY.get("rmsprop");
        private Loss loss;
        private String lossName;
        private List<Object> metrics;
        private List<Object> weightedMetrics;

        void config(Config config, Map<String, Object> values) {
            optimizer = KerasException.notNull(
                    "compile_config", "an optimizer", config.object("optimizer", optimizer, Optimizers.REGISTRY));
            loss = KerasException.notNull("compile_config", "a loss", config.object("loss", null, Losses.REGISTRY));
            lossName = nameOf(values.get("loss"));
            config.unused("metrics", null);
            config.unused("weighted_metrics", null);
            metrics = metrics("compile_config.metrics", values.get("metrics"));
            weightedMetrics = metrics("compile_config.weighted_metrics", values.get("weighted_metrics"));
            config.unused("run_eagerly", false);
            config.unused("steps_per_execution", 1);
            config.unused("jit_compile", false);
            config.unused("auto_scale_loss", true);
        }

        /** A list of metrics, or that list in another, which is Keras's way to say it for one output of several. */
        private static List<Object> metrics(String owner, Object found) {
            List<Object> result = new ArrayList<>();
            List<?> list = found == null ? List.of() : found instanceof List<?> given ? given : List.of(found);
            for (Object metric : list) {
                if (metric instanceof List<?>) {
                    result.addAll(metrics(owner, metric));
                } else {
                    result.add(byName(owner, metric, Metrics.REGISTRY));
                }
            }
            return result;
        }

        private static <T extends Configurable> Object byName(String owner, Object found, Registry<T> registry) {
            T object = KerasException.notNull(owner, "a metric", Config.deserialize(owner, found, registry));
            String name = nameOf(found);
            return name == null ? object : name;
        }

        /** The name, if something is given by the name of a function, else null. */
        private static String nameOf(Object found) {
            if (found instanceof Map<?, ?> object && "function".equals(object.get("class_name"))) {
                return String.valueOf(object.get("config"));
            }
            return found instanceof String name ? name : null;
        }
    }
}
