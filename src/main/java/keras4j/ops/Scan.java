package keras4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/**
 * A cell step after step over time: traced once, run for each step. Its inputs are the sequences, time first, then the states
 * before the first step, then what the cell takes from outside, such as weights. Its outputs are the last states, then what the
 * steps give, then all that the steps compute on the way: what nobody reads of it is not kept. Its gradient is a scan the other
 * way round, so that there are gradients of gradients.
 */
public final class Scan implements Primitive {
    /** What is done in each step. */
    public interface Cell {
        /**
         * Describes a step.
         *
         * @param xs what the sequences have at this step, without the axis of time
         * @param states what the step before has left, or the first states
         */
        Step step(List<Symbol> xs, List<Symbol> states);
    }

    /**
     * What a step gives.
     *
     * @param outputs what is stacked along time
     * @param states the new states, of the shapes of the old ones
     */
    public record Step(List<Symbol> outputs, List<Symbol> states) {}

    /**
     * What a scan gives.
     *
     * @param outputs those of all steps, with the axis of time
     * @param states those after the last step
     */
    public record Result(List<Symbol> outputs, List<Symbol> states) {}

    private final ScanBody body;
    private final int steps;
    private final boolean isReverse;
    /** For each of the outputs where its axis of time is. */
    private final List<Integer> axes;

    private final List<Symbol> values;
    private final List<Primitive> random = new ArrayList<>();
    private long seed;
    private long draws;

    private Scan(ScanBody body, int steps, boolean isReverse, List<Integer> axes) {
        this.body = body;
        this.steps = steps;
        this.isReverse = isReverse;
        this.axes = axes;
        values = body.values();
        for (Symbol call : Gradients.order(body.results())) {
            if (call.operation() instanceof Primitive primitive && primitive.isUnique()) {
                random.add(primitive);
            }
        }
    }

    /**
     * Runs a cell over sequences, in a trace.
     *
     * @param xs the sequences, equally long
     * @param firstStates the states before the first step
     * @param reverse whether the last step comes first; outputs stand at their steps' places all the same
     * @param axis that of time in sequences and outputs: 0, or 1 behind the batch
     */
    public static Result of(Cell cell, List<Symbol> xs, List<Symbol> firstStates, boolean reverse, int axis) {
        List<Symbol> all = new ArrayList<>(xs);
        all.addAll(firstStates);
        int steps = xs.get(0).dim(axis);
        Trace outer = Trace.of(all);
        Trace inner = outer == null ? new Trace(false).inner() : outer.inner();
        List<Symbol> x = new ArrayList<>();
        for (Symbol sequence : xs) {
            if (sequence.dim(axis) != steps) {
                throw KerasException.expected("scan", steps + " steps of each sequence", sequence.shape());
            }
            x.add(inner.input(ReductionOps.without(sequence.shape(), List.of(axis))));
        }
        List<Symbol> states =
                firstStates.stream().map(state -> inner.input(state.shape())).toList();
        Step step = cell.step(x, states);
        for (int i = 0; i < states.size(); i++) {
            if (step.states().size() != states.size()
                    || !step.states().get(i).shape().equals(states.get(i).shape())) {
                throw KerasException.expected("scan", "new states like those before: " + states, step.states());
            }
        }
        List<Symbol> results = new ArrayList<>(step.states());
        results.addAll(step.outputs());
        List<Symbol> outside = ScanBody.outside(inner, results);
        ScanBody body = new ScanBody(x, states, outside, step.states(), step.outputs());
        List<Symbol> sequences =
                xs.stream().map(sequence -> timeFirst(sequence, axis)).toList();
        List<Integer> axes = step.outputs().stream().map(output -> axis).toList();
        List<Symbol> found = call(body, reverse, steps, axes, sequences, firstStates, outside);
        int last = states.size();
        return new Result(List.copyOf(found.subList(last, last + axes.size())), List.copyOf(found.subList(0, last)));
    }

    /**
     * The outputs of a scan.
     *
     * @param body over any symbols
     * @param xs for those of the body, time first
     * @param first for its states
     * @param taken for what it takes
     */
    static List<Symbol> call(
            ScanBody body,
            boolean isReverse,
            int steps,
            List<Integer> axes,
            List<Symbol> xs,
            List<Symbol> first,
            List<Symbol> taken) {
        List<Symbol> inputs = new ArrayList<>(xs);
        inputs.addAll(first);
        inputs.addAll(taken);
        return Primitives.calls(new Scan(body.over(new Trace(false)), steps, isReverse, axes), inputs);
    }

    /** The axis of time before or behind that of the batch. */
    static Symbol timeFirst(Symbol sequence, int axis) {
        List<Integer> order = new ArrayList<>(Primitives.range(sequence.rank()));
        order.remove(axis);
        order.add(0, axis);
        return Primitives.transpose(sequence, order);
    }

    /** One step. */
    public ScanBody body() {
        return body;
    }

    /** Whether the last step comes first. */
    public boolean isReverse() {
        return isReverse;
    }

    /** How many steps there are. */
    public int steps() {
        return steps;
    }

    /** Where the axis of time is in the output that stands at this place behind the states. */
    public int axis(int output) {
        return output < axes.size() ? axes.get(output) : 0;
    }

    /** All that is stacked: what the steps give, and what they compute. */
    public List<Symbol> stacked() {
        List<Symbol> all = new ArrayList<>(body.outs());
        all.addAll(values);
        return all;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return shapes(inputs).get(0);
    }

    @Override
    public List<Shape> shapes(List<Shape> inputs) {
        List<Shape> shapes = new ArrayList<>();
        body.next().forEach(state -> shapes.add(state.shape()));
        List<Symbol> stacked = stacked();
        for (int i = 0; i < stacked.size(); i++) {
            int[] dims = stacked.get(i).shape().withFirst(steps).dims();
            if (axis(i) == 1) {
                dims[0] = dims[1];
                dims[1] = steps;
            }
            shapes.add(Shape.of(dims));
        }
        return shapes;
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return new ScanGradient(this, y, dy).gradients();
    }

    /** Sequences and states are copied step by step, however they stand. */
    @Override
    public boolean takes(int input, View x) {
        return input < body.xs().size() + body.states().size() || x.isContiguous();
    }

    @Override
    public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
        int first = body.xs().size();
        int taken = first + body.states().size();
        List<Symbol> steps = new ArrayList<>(body.states());
        steps.addAll(body.xs());
        return graph.scan(x.subList(first, taken), x.subList(0, first), isReverse, this::axis, inside -> {
            Map<Symbol, String> values = new HashMap<>();
            for (int i = 0; i < body.taken().size(); i++) {
                values.put(body.taken().get(i), x.get(taken + i));
            }
            for (int i = 0; i < steps.size(); i++) {
                values.put(steps.get(i), inside.get(i));
            }
            int number = 0;
            for (Symbol each : Gradients.order(body.results(), Set.copyOf(values.keySet()))) {
                if (!values.containsKey(each)) {
                    List<String> read = each.inputs().stream().map(values::get).toList();
                    List<String> made = ((Primitive) each.operation()).onnxAll(graph.part("op" + number++), each, read);
                    for (int i = 0; i < made.size(); i++) {
                        values.put(each.outputs().get(i), made.get(i));
                    }
                }
            }
            return body.results().stream().map(values::get).toList();
        });
    }

    @Override
    public boolean isUnique() {
        return !random.isEmpty();
    }

    @Override
    public void seed(long value, long drawn) {
        seed = value;
        draws = drawn;
    }

    /** Gives what is random in a step a seed of that step's own. */
    public void seedStep(int step) {
        for (int i = 0; i < random.size(); i++) {
            long next = 0x9E3779B97F4A7C15L * (1 + step + (long) i * steps);
            random.get(i).seed(seed + next, draws + next);
        }
    }

    @Override
    public String toString() {
        return "Scan";
    }
}
