package keras4j.core;

import java.util.ArrayList;
import java.util.List;

/** An optimizer at work on one model: the rule, the steps taken, and what is remembered for each weight. */
public final class OptimizerState {
    private final Optimizer rule;
    /**
     * Weights that are trained together.
     *
     * @param variables their places
     * @param runs the same places, neighbours being one
     * @param constrained those of them that have a constraint
     */
    public record Part(List<Span> variables, List<Span> runs, List<Constraint.Place> constrained) {
        public static Part of(List<Span> variables, List<Constraint.Place> constrained) {
            return new Part(List.copyOf(variables), joined(variables), List.copyOf(constrained));
        }
    }

    private final Part whole;
    private final float[][] slots;
    private final Parallel update = new Parallel(this::update, 1 << 15);
    private long iterations;
    private float[] weights;
    private float[] gradients;
    private float rate;

    /**
     * @param rule the optimizer
     * @param weights the number of weights
     * @param variables the places of the weights to train, in their order
     * @param constrained those of them that have a constraint
     */
    public OptimizerState(Optimizer rule, int weights, List<Span> variables, List<Constraint.Place> constrained) {
        this.rule = rule;
        whole = Part.of(variables, constrained);
        int remembered = rule.slots().stream().mapToInt(List::size).sum();
        Memory.check(Names.classOf(rule), "weights and what is remembered of them", (1L + remembered) * weights);
        slots = new float[remembered][weights];
    }

    /** The same places, neighbours being one. */
    private static List<Span> joined(List<Span> variables) {
        List<Span> runs = new ArrayList<>();
        for (Span variable : variables) {
            int last = runs.size() - 1;
            if (last >= 0 && runs.get(last).to() == variable.from()) {
                runs.set(last, new Span(runs.get(last).from(), variable.to()));
            } else {
                runs.add(variable);
            }
        }
        return List.copyOf(runs);
    }

    /** Takes one step; {@code gradients} are of the mean loss and indexed as the weights; they may be changed. */
    public void step(float[] weights, float[] gradients) {
        step(whole, weights, gradients);
    }

    /** The same for some of the weights. */
    public void step(Part part, float[] weights, float[] gradients) {
        this.weights = weights;
        this.gradients = gradients;
        rate = (float) rule.learningRateAfter(iterations);
        rule.prepare(weights, gradients, part.variables, rate);
        for (int i = 0; i < part.runs.size(); i++) {
            update.run(part.runs.get(i).from(), part.runs.get(i).to());
        }
        for (int i = 0; i < part.constrained.size(); i++) {
            Constraint.Place place = part.constrained.get(i);
            place.constraint().constrain(weights, place.from(), place.shape());
        }
        iterations++;
    }

    private void update(int part, int from, int to) {
        rule.update(weights, gradients, slots, from, to, iterations + 1, rate);
    }

    /** The optimizer. */
    public Optimizer rule() {
        return rule;
    }

    /** Whether there is anything to train. */
    public boolean isTraining() {
        return !whole.variables.isEmpty();
    }

    /** The number of steps taken. */
    public long iterations() {
        return iterations;
    }

    /** Sets the number of steps taken. */
    public void setIterations(long value) {
        iterations = value;
    }

    /** Sets the learning rate to one in a file, by its shortest decimal: 0.01 for 0.01f. */
    public void setLearningRate(float value) {
        rule.learningRate(Double.parseDouble(Float.toString(value)));
    }

    /** Something remembered for one weight: {@code values[span.from()..span.to())}. */
    public record Variable(float[] values, Span span) {}

    /**
     * All that is remembered of some weights, in the order of Keras's files; the arrays are the live ones.
     *
     * @param spans the places of the weights, in their order; 0 is remembered of what was not trained
     */
    public List<Variable> remembered(List<Span> spans) {
        List<Variable> all = new ArrayList<>();
        int first = 0;
        for (List<String> group : rule.slots()) {
            for (Span variable : spans) {
                for (int i = 0; i < group.size(); i++) {
                    all.add(new Variable(slots[first + i], variable));
                }
            }
            first += group.size();
        }
        return all;
    }

    /** The number of values that Keras counts as the optimizer's: its slots, the steps taken and the learning rate. */
    public long countParams() {
        long trained = whole.variables.stream().mapToLong(Span::length).sum();
        return 2 + slots.length * trained;
    }

    /** The memory of those values in Keras: float32, with the steps taken as int64. */
    public long bytes() {
        return 4 * countParams() + 4;
    }
}
