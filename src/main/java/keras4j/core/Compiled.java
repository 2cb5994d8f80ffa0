package keras4j.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model was compiled with.
 *
 * @param losses {@link NamedLoss}es
 * @param lossWeights numbers; null for 1 each
 * @param metrics names and {@link Metric} objects, also lists of them for one output; null for none
 * @param weightedMetrics the same of those in which samples count by their weights
 */
public record Compiled(
        Optimizer optimizer, PerOutput losses, PerOutput lossWeights, PerOutput metrics, PerOutput weightedMetrics) {
    /** Whether compile was told of a loss. */
    public boolean hasLoss() {
        return losses.given() != null;
    }

    /** Whether each output has a loss. */
    public boolean hasEachLoss(OutputNames outputs) {
        return hasLoss() && !losses(outputs).contains(null);
    }

    /** The loss of each output; null for none. */
    public List<Loss> losses(OutputNames outputs) {
        List<Loss> each = new ArrayList<>();
        for (Object loss : losses.of("loss", outputs)) {
            if (loss != null && !(loss instanceof NamedLoss)) {
                throw KerasException.expected("loss", "a loss for each of the outputs " + outputs, loss);
            }
            each.add(loss == null ? null : ((NamedLoss) loss).loss());
        }
        return each;
    }

    /** By what each output's loss is multiplied in the loss of the model. */
    public List<Double> lossWeights(OutputNames outputs) {
        List<Double> weights = new ArrayList<>();
        for (Object weight : lossWeights.of("lossWeights", outputs)) {
            if (weight != null && !(weight instanceof Number)) {
                throw KerasException.expected("lossWeights", "a number for each of the outputs " + outputs, weight);
            }
            weights.add(weight == null ? 1 : ((Number) weight).doubleValue());
        }
        return weights;
    }

    /** The metrics of each output. */
    public List<List<Object>> metrics(OutputNames outputs) {
        return metrics("metrics", metrics, outputs);
    }

    /** The weighted metrics of each output. */
    public List<List<Object>> weightedMetrics(OutputNames outputs) {
        return metrics("weightedMetrics", weightedMetrics, outputs);
    }

    /** All metrics are of the output if there is one only. */
    private static List<List<Object>> metrics(String what, PerOutput metrics, OutputNames outputs) {
        boolean isList = metrics.given() instanceof List<?>;
        List<Object> each = isList && outputs.size() == 1 ? List.of(metrics.given()) : metrics.of(what, outputs);
        List<List<Object>> all = new ArrayList<>();
        for (Object given : each) {
            List<Object> flat = new ArrayList<>();
            flatten(given, flat);
            all.add(flat);
        }
        return all;
    }

    private static void flatten(Object given, List<Object> into) {
        if (given instanceof List<?> list) {
            list.forEach(item -> flatten(item, into));
        } else if (given instanceof Map<?, ?>) {
            throw KerasException.expected("metrics", "metrics by the outputs' names, once", given);
        } else if (given != null) {
            into.add(given);
        }
    }
}
