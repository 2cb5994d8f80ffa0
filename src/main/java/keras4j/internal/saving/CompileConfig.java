package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.NamedLoss;
import keras4j.core.Optimizer;
import keras4j.core.PerOutput;
import keras4j.core.Serialized;
import keras4j.internal.graph.Network;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;

/**
 * Keras's form of compile's arguments. A loss and metrics that were given by name are names there, too; what was given for
 * each of several outputs stands in lists, or under their names.
 */
public final class CompileConfig {
    private Optimizer optimizer = Optimizers.REGISTRY.get("rmsprop");
    private Object losses;
    private Object lossWeights;
    private Object metrics;
    private Object weightedMetrics;

    private CompileConfig() {}

    /**
     * Writes it; empty for null, a model that is not compiled.
     *
     * @param network null if it is not built
     */
    static Map<String, Object> write(Compiled compiled, Network network) {
        if (compiled == null) {
            return Map.of();
        }
        CompileConfig form = new CompileConfig();
        form.optimizer = compiled.optimizer();
        form.losses =
                network == null ? compiled.losses().given() : compiled.losses().withAllNames(network.outputNames());
        form.lossWeights = compiled.lossWeights().given();
        form.metrics = compiled.metrics().given();
        form.weightedMetrics = compiled.weightedMetrics().given();
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
        return new Compiled(
                form.optimizer,
                new PerOutput(form.losses),
                new PerOutput(form.lossWeights),
                new PerOutput(form.metrics),
                new PerOutput(form.weightedMetrics));
    }

    /** How Keras runs its graph (eagerly, compiled, several steps at once) is nothing here. */
    private void config(Config config) {
        optimizer = KerasException.notNull(
                "compile_config", "an optimizer", config.object("optimizer", optimizer, Optimizers.REGISTRY));
        losses = read(config.raw("loss", written(losses)), CompileConfig::loss);
        lossWeights = read(config.raw("loss_weights", lossWeights), CompileConfig::weight);
        metrics = read(config.raw("metrics", written(metrics)), found -> metric("compile_config.metrics", found));
        weightedMetrics = read(
                config.raw("weighted_metrics", written(weightedMetrics)),
                found -> metric("compile_config.weighted_metrics", found));
        config.unused("run_eagerly", false);
        config.unused("steps_per_execution", 1);
        config.unused("jit_compile", false);
    }

    /** As it stands in JSON, objects in place of lists and maps of them. */
    private static Object read(Object found, Function<Object, Object> single) {
        if (found == null) {
            return null;
        }
        if (found instanceof Map<?, ?> map && !map.containsKey("class_name")) {
            Map<Object, Object> byName = new LinkedHashMap<>();
            map.forEach((name, item) -> byName.put(name, read(item, single)));
            return byName;
        }
        if (found instanceof List<?> list) {
            List<Object> each = new ArrayList<>();
            list.forEach(item -> each.add(read(item, single)));
            return each;
        }
        return single.apply(found);
    }

    private static Object loss(Object found) {
        Loss loss = Serialized.read("compile_config.loss", found, Losses.REGISTRY);
        return new NamedLoss(loss, nameOf(found));
    }

    private static Object weight(Object found) {
        if (!(found instanceof Number)) {
            throw KerasException.expected("compile_config.loss_weights", "numbers", found);
        }
        return found;
    }

    private static Object metric(String owner, Object found) {
        String name = nameOf(found);
        Metric metric = Serialized.read(owner, found, Metrics.REGISTRY);
        return name == null ? metric : name;
    }

    private static Object written(Object given) {
        return PerOutput.map(given, item -> {
            if (item instanceof NamedLoss loss) {
                return loss.name() == null ? Serialized.of(loss.loss(), Losses.REGISTRY) : named(loss.name());
            }
            return item instanceof Metric metric ? Serialized.of(metric, Metrics.REGISTRY) : named(item);
        });
    }

    /** A name as Keras takes it; that of what a user has registered is no name to Keras. */
    private static Object named(Object name) {
        return name instanceof String text && text.indexOf('>') >= 0 ? Serialized.function(text) : name;
    }

    /** The name, if something is given by the name of a function, else null. */
    private static String nameOf(Object found) {
        if (found instanceof Map<?, ?> object && "function".equals(object.get("class_name"))) {
            return String.valueOf(object.get("config"));
        }
        return found instanceof String name ? name : null;
    }
}
