package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
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
     * @param name the name by which the loss was given; null if it was an object
     */
    record LossOption(Loss value, String name) implements CompileArg {
        public LossOption {
            KerasException.notNull("loss", "a name or a Loss", value);
        }
    }

    /** See {@link Args#metrics(String, Object...)}. */
    record MetricsOption(List<Object> value) implements CompileArg {
        public MetricsOption {
            value = checkedMetrics("metrics", value);
        }

        MetricsOption(Object first, Object... rest) {
            this(listOf(first, rest));
        }
    }

    /** See {@link Args#weightedMetrics(String, Object...)}. */
    record WeightedMetricsOption(List<Object> value) implements CompileArg {
        public WeightedMetricsOption {
            value = checkedMetrics("weightedMetrics", value);
        }

        WeightedMetricsOption(Object first, Object... rest) {
            this(listOf(first, rest));
        }
    }

    private static List<Object> checkedMetrics(String option, List<Object> metrics) {
        for (Object metric : metrics) {
            if (metric instanceof String name) {
                Metrics.REGISTRY.get(name);
            } else if (!(metric instanceof Metric)) {
                throw KerasException.expected(option, "names and Metric objects", metric);
            }
        }
        return List.copyOf(metrics);
    }

    private static List<Object> listOf(Object first, Object... rest) {
        List<Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(Arrays.asList(rest));
        return all;
    }
}
