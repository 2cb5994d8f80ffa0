package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.NamedLoss;
import keras4j.core.Optimizer;
import keras4j.core.PerOutput;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;

/** An option of {@link Model}'s {@code compile}, made by a method of {@link Args}. */
public sealed interface CompileArg {
    /** See {@link Args#optimizer(String)}. */
    record OptimizerOption(Optimizer value) implements CompileArg {
        public OptimizerOption {
            KerasException.notNull("optimizer", "a name or an Optimizer", value);
        }
    }

    /**
     * See {@link Args#loss(String)}.
     *
     * @param value a {@link NamedLoss}, or a list of them or a map for several outputs
     */
    record LossOption(Object value) implements CompileArg {
        /** Names and losses become {@link NamedLoss}es. */
        static LossOption of(Object given) {
            KerasException.notNull("loss", "a name or a Loss", given);
            return new LossOption(PerOutput.map(given, loss -> {
                if (loss instanceof String name) {
                    // Keras has no names for what users register.
                    return new NamedLoss(Losses.REGISTRY.get(name), Losses.REGISTRY.isRegistered(name) ? null : name);
                }
                if (loss instanceof Loss object) {
                    return new NamedLoss(object, null);
                }
                throw KerasException.expected("loss", "a name or a Loss", loss);
            }));
        }
    }

    /** See {@link Args#lossWeights(double...)}. */
    record LossWeightsOption(Object value) implements CompileArg {}

    /** See {@link Args#metrics(String, Object...)}. */
    record MetricsOption(Object value) implements CompileArg {
        public MetricsOption {
            value = checkedMetrics("metrics", value);
        }
    }

    /** See {@link Args#weightedMetrics(String, Object...)}. */
    record WeightedMetricsOption(Object value) implements CompileArg {
        public WeightedMetricsOption {
            value = checkedMetrics("weightedMetrics", value);
        }
    }

    private static Object checkedMetrics(String option, Object metrics) {
        KerasException.notNull(option, "names and Metric objects", metrics);
        if (metrics instanceof List<?> list) {
            list.forEach(metric -> KerasException.notNull(option, "names and Metric objects", metric));
        }
        return PerOutput.map(metrics, metric -> {
            if (metric instanceof String name) {
                Metric found = Metrics.REGISTRY.get(name);
                return Metrics.REGISTRY.isRegistered(name) ? found : name;
            } else if (!(metric instanceof Metric)) {
                throw KerasException.expected(option, "names and Metric objects", metric);
            }
            return metric;
        });
    }

    /** All of them in a list. */
    static List<Object> listOf(Object first, Object... rest) {
        List<Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(Arrays.asList(rest));
        return all;
    }
}
