package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;

/**
 * What files have of an optimizer.
 *
 * @param where what messages about it begin with
 * @param iterations the steps taken
 * @param learningRate null where a schedule has it
 * @param remembered what is remembered of weights, in Keras's order; nothing of one that has not been applied
 */
public record OptimizerValues(String where, long iterations, Float learningRate, List<Value> remembered) {
    /**
     * One of its arrays.
     *
     * @param from where it begins
     */
    public record Value(Shape shape, float[] numbers, int from) {}

    /** Those of an optimizer as it is, not copies. */
    static OptimizerValues of(Optimizer rule, OptimizerState state, List<Slot> weights) {
        List<Value> remembered = new ArrayList<>();
        if (state != null) {
            List<OptimizerState.Variable> variables = state.remembered(AppliedOptimizer.spans(weights));
            List<Shape> shapes = shapes(rule, weights);
            for (int i = 0; i < shapes.size(); i++) {
                OptimizerState.Variable variable = variables.get(i);
                remembered.add(new Value(
                        shapes.get(i), variable.values(), variable.span().from()));
            }
        }
        Float rate = rule.isScheduled() ? null : (float) rule.learningRate();
        return new OptimizerValues("", state == null ? 0 : state.iterations(), rate, remembered);
    }

    /** The shapes of all that is remembered of some weights, in Keras's order. */
    public static List<Shape> shapes(Optimizer rule, List<Slot> weights) {
        List<Shape> shapes = new ArrayList<>();
        for (List<String> group : rule.slots()) {
            for (Slot weight : weights) {
                group.forEach(slot -> shapes.add(weight.spec().shape()));
            }
        }
        return shapes;
    }

    /**
     * Sets what an optimizer remembers of some weights, and its steps: of one that has taken none, Keras may write no more.
     *
     * @throws KerasException if they are others; nothing has changed then
     */
    void copyTo(OptimizerState state, List<Slot> weights) {
        boolean isBegun = iterations > 0 || !remembered.isEmpty();
        if (isBegun) {
            check(state.rule(), weights);
        }
        List<OptimizerState.Variable> variables = state.remembered(AppliedOptimizer.spans(weights));
        for (int i = 0; i < variables.size(); i++) {
            float[] to = variables.get(i).values();
            Span span = variables.get(i).span();
            if (isBegun) {
                System.arraycopy(remembered.get(i).numbers, remembered.get(i).from, to, span.from(), span.length());
            } else {
                Arrays.fill(to, span.from(), span.to(), 0);
            }
        }
        state.setIterations(iterations);
    }

    private void check(Optimizer rule, List<Slot> weights) {
        List<Shape> expected = shapes(rule, weights);
        List<Shape> found = remembered.stream().map(Value::shape).toList();
        if (!found.equals(expected)) {
            throw KerasException.expected(
                    where,
                    "what the optimizer remembers of the weights " + described(weights) + ", of shapes " + expected,
                    found);
        }
    }

    private static List<String> described(List<Slot> weights) {
        return weights.stream()
                .map(weight -> weight.spec().name() + " " + weight.spec().shape())
                .toList();
    }

    /** Sets the learning rate by its shortest decimal: 0.01 for 0.01f. */
    void setRate(Optimizer rule) {
        if (learningRate != null && !rule.isScheduled()) {
            rule.learningRate(Double.parseDouble(learningRate.toString()));
        }
    }
}
