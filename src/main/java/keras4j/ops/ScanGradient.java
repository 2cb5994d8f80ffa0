package keras4j.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/**
 * The gradient of a {@link Scan}: another one, the other way round. It reads what the steps have computed, stacked. Gradients of
 * weights are not summed step by step where they are products or sums of rows: those rows are stacked, and there is one product
 * behind the loop.
 */
final class ScanGradient {
    private final Scan scan;
    private final ScanBody body;
    private final List<Symbol> inputs;
    private final List<Symbol> outputs;
    private final Trace own;
    private final Set<Symbol> forward;
    private final List<Symbol> gradients;

    /** The gradients with respect to what the steps give, and where they are stacked. */
    private final Map<Symbol, Symbol> sequences = new HashMap<>();

    private final List<Symbol> first = new ArrayList<>();
    private final List<Symbol> states = new ArrayList<>();
    private final List<Symbol> next = new ArrayList<>();
    /** What each step of the way back gives, and along which axis it is stacked. */
    private final Map<Symbol, Integer> given = new LinkedHashMap<>();

    private List<Symbol> found;

    ScanGradient(Scan scan, Symbol y, List<Symbol> dy) {
        this.scan = scan;
        body = scan.body();
        inputs = y.inputs();
        outputs = y.outputs();
        forward = new HashSet<>(Gradients.order(body.results()));
        forward.addAll(body.xs());
        forward.addAll(body.states());
        forward.addAll(body.taken());
        own = Trace.of(List.copyOf(forward));
        List<Symbol> ys = new ArrayList<>();
        List<Symbol> dys = new ArrayList<>();
        for (int i = 0; i < body.next().size(); i++) {
            Symbol state = body.next().get(i);
            ys.add(state);
            dys.add(own.input(state.shape()));
            first.add(dy.get(i) == null ? zeros(state) : dy.get(i));
        }
        states.addAll(dys);
        List<Symbol> stacked = scan.stacked();
        for (int i = 0; i < stacked.size(); i++) {
            Symbol d = dy.get(body.next().size() + i);
            if (d != null) {
                Symbol leaf = own.input(stacked.get(i).shape());
                ys.add(stacked.get(i));
                dys.add(leaf);
                sequences.put(leaf, Scan.timeFirst(d, scan.axis(i)));
            }
        }
        List<Symbol> of = new ArrayList<>(body.xs());
        of.addAll(body.states());
        of.addAll(body.taken());
        gradients = Gradients.of(ys, dys, of);
    }

    private static Symbol zeros(Symbol like) {
        return Primitives.broadcast(Primitives.constant(0), like.shape());
    }

    List<Symbol> gradients() {
        int xs = body.xs().size();
        int before = xs + body.states().size();
        List<Supplier<Symbol>> all = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Symbol gradient = gradients.get(i);
            int place = i - xs;
            if (i >= xs && i < before) {
                next.add(gradient == null ? zeros(body.states().get(place)) : gradient);
                all.add(() -> found.get(place));
            } else if (gradient == null) {
                all.add(() -> null);
            } else {
                all.add(i < xs ? give(gradient, isBatchFirst(inputs.get(i)) ? 1 : 0) : sum(gradient));
            }
        }
        run();
        return new ArrayList<>(Arrays.asList(all.stream().map(Supplier::get).toArray(Symbol[]::new)));
    }

    private static boolean isBatchFirst(Symbol sequence) {
        return sequence.operation() instanceof Views.Transpose transpose
                && transpose.axes().get(0) == 1
                && transpose.axes().get(1) == 0;
    }

    /** Stacked along time, time first. */
    private Supplier<Symbol> give(Symbol value, int axis) {
        int chosen = given.computeIfAbsent(value, made -> axis);
        return () -> Scan.timeFirst(found.get(next.size() + new ArrayList<>(given.keySet()).indexOf(value)), chosen);
    }

    /** The same for a value of either way. */
    private Supplier<Symbol> stack(Symbol value) {
        if (!forward.contains(value.origin()) || body.taken().contains(value) || isFree(value)) {
            return give(value, 0);
        }
        Symbol known = stackedBefore(value);
        return () -> known;
    }

    private static boolean isFree(Symbol value) {
        return !value.isLeaf() && ScanBody.isFree(value);
    }

    /** What the steps forward had for it. */
    private Symbol stackedBefore(Symbol value) {
        int x = body.xs().indexOf(value);
        return x >= 0
                ? inputs.get(x)
                : outputs.get(body.next().size()
                        + body.outs().size()
                        + scan.stacked()
                                .subList(body.outs().size(), scan.stacked().size())
                                .indexOf(value));
    }

    /** The sum over all steps. */
    private Supplier<Symbol> sum(Symbol gradient) {
        List<Symbol> x = gradient.inputs();
        if (!forward.contains(gradient.origin()) && gradient.operation() instanceof Primitive primitive) {
            if (isLinear(primitive, gradient)) {
                List<Supplier<Symbol>> sums = x.stream().map(this::sum).toList();
                return () -> Primitives.calls(
                                primitive, sums.stream().map(Supplier::get).toList())
                        .get(0);
            }
            if (primitive instanceof Reduce.Columns) {
                Supplier<Symbol> rows = stack(x.get(0));
                return () -> Primitives.call(primitive, rows.get());
            }
            if (primitive instanceof MatMul
                    && gradient.rank() == 2
                    && x.get(0).operation() instanceof Views.Transpose
                    && x.get(1).rank() == 2) {
                Supplier<Symbol> a = stack(x.get(0).inputs().get(0));
                Supplier<Symbol> d = stack(x.get(1));
                return () -> Primitives.matmul(Primitives.swapLast(Primitives.rows(a.get())), Primitives.rows(d.get()));
            }
        }
        Symbol leaf = own.input(gradient.shape());
        int place = next.size();
        states.add(leaf);
        first.add(zeros(gradient));
        next.add(Primitives.add(leaf, gradient));
        return () -> found.get(place);
    }

    /** Whether the sum over all steps is what it makes of the sums of its inputs. */
    private static boolean isLinear(Primitive primitive, Symbol y) {
        boolean isSum = primitive instanceof Elementwise.Two two
                && (two.function() == Binary.ADD || two.function() == Binary.SUBTRACT)
                && y.inputs().stream().allMatch(x -> x.shape().equals(y.shape()));
        return isSum
                || primitive.isView()
                || primitive instanceof Pad
                || primitive instanceof Concatenation
                || primitive instanceof Elementwise.One one && one.function() == Unary.NEGATIVE;
    }

    /** Runs the way back. */
    private void run() {
        List<Symbol> outs = List.copyOf(given.keySet());
        List<Symbol> taken = new ArrayList<>();
        List<Symbol> outside = new ArrayList<>();
        List<Symbol> leaves = new ArrayList<>();
        List<Symbol> stacks = new ArrayList<>();
        Set<Symbol> seen = new HashSet<>();
        Deque<Symbol> way = new ArrayDeque<>(next);
        way.addAll(outs);
        while (!way.isEmpty()) {
            Symbol symbol = way.pop();
            if (!seen.add(symbol)) {
                continue;
            }
            if (body.taken().contains(symbol)) {
                taken.add(symbol);
                outside.add(inputs.get(
                        inputs.size() - body.taken().size() + body.taken().indexOf(symbol)));
            } else if (forward.contains(symbol.origin()) && !isFree(symbol)) {
                leaves.add(symbol);
                stacks.add(stackedBefore(symbol));
            } else if (sequences.containsKey(symbol)) {
                leaves.add(symbol);
                stacks.add(sequences.get(symbol));
            } else {
                symbol.inputs().forEach(way::push);
            }
        }
        found = Scan.call(
                new ScanBody(leaves, states, taken, next, outs),
                !scan.isReverse(),
                scan.steps(),
                List.copyOf(given.values()),
                stacks,
                first,
                outside);
    }
}
