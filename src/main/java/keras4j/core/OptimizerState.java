package keras4j.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An optimizer at work on one model: the rule, the steps taken, and what is remembered from step to step. */
public abstract class OptimizerState {
    /**
     * Weights that are trained together.
     *
     * @param variables each of them
     * @param runs their places, neighbours being one
     */
    public record Part(List<Variable> variables, List<Span> runs) {
        public static Part of(List<Variable> variables) {
            List<Span> runs = new ArrayList<>();
            for (Variable variable : variables) {
                int last = runs.size() - 1;
                if (last >= 0 && runs.get(last).to() == variable.from()) {
                    runs.set(last, new Span(runs.get(last).from(), variable.to()));
                } else {
                    runs.add(new Span(variable.from(), variable.to()));
                }
            }
            return new Part(List.copyOf(variables), List.copyOf(runs));
        }
    }

    /**
     * Something remembered: {@code values[from..from + shape.size())}; the array is the live one.
     *
     * @param isWhole whether it is a whole number, an int64 in Keras's files
     */
    public record Remembered(float[] values, int from, Shape shape, boolean isWhole) {}

    /**
     * An optimizer that works for this one.
     *
     * @param name of its group in Keras's files
     * @param variables those of the given ones that it trains
     */
    public record Inner(String name, OptimizerState state, List<Variable> variables) {}

    private final Optimizer rule;
    private final Map<List<Variable>, Part> parts = new HashMap<>();
    private Part whole;
    private long iterations;

    /**
     * @param rule the optimizer
     * @param variables the weights to train, in their order
     */
    protected OptimizerState(Optimizer rule, List<Variable> variables) {
        this.rule = rule;
        whole = part(variables);
    }

    /** These weights to be trained together: the same object each time. */
    public final Part part(List<Variable> variables) {
        return parts.computeIfAbsent(List.copyOf(variables), Part::of);
    }

    /**
     * Trains these, too, from here on.
     *
     * @param weights all of the model, as they are
     */
    public final void train(List<Variable> variables, float[] weights) {
        Set<Variable> all = new LinkedHashSet<>(whole.variables);
        List<Variable> more = variables.stream().filter(all::add).toList();
        if (!more.isEmpty()) {
            whole = Part.of(List.copyOf(all));
            met(more, weights);
        }
    }

    /** Is told of weights that have not been trained before; nothing is done unless overridden. */
    protected void met(List<Variable> variables, float[] weights) {}

    /**
     * Takes one step with some of the weights.
     *
     * @param weights all of the model
     * @param gradients of the mean loss, indexed as the weights; they may be changed
     */
    public abstract void step(Part part, float[] weights, float[] gradients);

    /** Takes one step with all of them. */
    public final void step(float[] weights, float[] gradients) {
        step(whole, weights, gradients);
    }

    /** The moving averages of the weights that this optimizer itself keeps, indexed as they are; null for none, or before its first step. */
    protected float[] averages() {
        return null;
    }

    /** Gives weights their last values when a fit has ended: their averages. Keras: {@code finalize_variable_values}. */
    public final void finish(float[] weights) {
        average((averages, i) -> weights[i] = averages[i]);
    }

    /**
     * Exchanges weights and their averages.
     *
     * @return whether there are averages
     */
    public final boolean swapAverages(float[] weights) {
        return average((averages, i) -> {
            float weight = weights[i];
            weights[i] = averages[i];
            averages[i] = weight;
        });
    }

    /** Makes the averages what the weights are. */
    public final void setAverages(float[] weights) {
        average((averages, i) -> averages[i] = weights[i]);
    }

    private interface Averaging {
        void at(float[] averages, int i);
    }

    private boolean average(Averaging change) {
        float[] averages = averages();
        for (Span run : averages == null ? List.<Span>of() : whole.runs) {
            for (int i = run.from(); i < run.to(); i++) {
                change.at(averages, i);
            }
        }
        boolean isAny = averages != null;
        for (Inner one : inner(whole.variables)) {
            isAny |= one.state.average(change);
        }
        return isAny;
    }

    /** Makes it what it was before the first step. */
    public abstract void begin();

    /**
     * All that is remembered of some weights, in the order of Keras's files.
     *
     * @param variables in their order; the first values are remembered of what was not trained
     */
    public abstract List<Remembered> remembered(List<Variable> variables);

    /** The optimizers that work for this one, whose values follow its own in Keras's files. */
    public List<Inner> inner(List<Variable> variables) {
        return List.of();
    }

    /** The optimizer. */
    public final Optimizer rule() {
        return rule;
    }

    /** What it trains, all together. */
    protected final Part whole() {
        return whole;
    }

    /** Whether there is anything to train. */
    public final boolean isTraining() {
        return !whole.variables.isEmpty();
    }

    /** The number of steps taken. */
    public long iterations() {
        return iterations;
    }

    /** The number of steps taken by what trains the weights, be it an optimizer that works for this one. */
    public long taken() {
        return iterations();
    }

    /** Sets the number of steps taken. */
    public void setIterations(long value) {
        iterations = value;
    }

    /** The number of values that Keras counts as the optimizer's: what it remembers, the steps taken and the learning rate. */
    public final long countParams() {
        return sizes(this, whole.variables, false);
    }

    /** The memory of those values in Keras: float32, whole numbers as int64. */
    public final long bytes() {
        return sizes(this, whole.variables, true);
    }

    private static long sizes(OptimizerState state, List<Variable> variables, boolean inBytes) {
        long size = (inBytes ? Long.BYTES : 1) + (state.rule.savedRate().isPresent() ? inBytes ? Float.BYTES : 1 : 0);
        for (Remembered one : state.remembered(variables)) {
            size += (long) one.shape.size() * (!inBytes ? 1 : one.isWhole ? Long.BYTES : Float.BYTES);
        }
        for (Inner inner : state.inner(variables)) {
            size += sizes(inner.state, inner.variables, inBytes);
        }
        return size;
    }
}
