package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * Traced values as kernels in the order in which they run, over buffers that are made once. It runs in two parts: what a model
 * gives, and what is made only when gradients are wanted.
 */
public final class Plan {
    /** How a plan is made. */
    public enum Mode {
        /** Neighbours run as one kernel, and values that are not needed at the same time share a buffer. */
        FUSED,
        /** Each value has its own kernel and its own buffer: slow, and simple enough to be right. */
        PLAIN
    }

    private final Map<Symbol, Value> values;
    private final Map<Symbol, View> ends = new HashMap<>();
    private final List<Primitive> random = new ArrayList<>();
    private final Kernel[] first;
    private final Kernel[] then;

    /**
     * @param arena has the buffers
     * @param places where leaves stand, and where some of the ends are to stand
     * @param firstEnds what the first part makes
     * @param thenEnds what the second part makes
     */
    public Plan(Arena arena, Map<Symbol, View> places, List<Symbol> firstEnds, List<Symbol> thenEnds, Mode mode) {
        arena.begin();
        Map<Symbol, View> known = new HashMap<>(places);
        Values made = new Values(firstEnds, thenEnds, places, mode == Mode.FUSED);
        values = made.bySymbol();
        placeLooks(arena, made, firstEnds, known);
        placeLooks(arena, made, thenEnds, known);
        List<Unit> units = Unit.of(made.inOrder(), mode == Mode.FUSED);
        new Placing(arena, units, made, mode == Mode.FUSED).place(known);
        List<Kernel> begin = new ArrayList<>();
        List<Kernel> more = new ArrayList<>();
        for (Unit unit : units) {
            (unit.isLater() ? more : begin).add(unit.kernel(arena.tiles()));
        }
        end(firstEnds, known, begin);
        end(thenEnds, known, more);
        for (Value value : made.inOrder()) {
            if (value.symbol.operation() instanceof Primitive primitive && primitive.isUnique()) {
                random.add(primitive);
            }
        }
        first = begin.toArray(Kernel[]::new);
        then = more.toArray(Kernel[]::new);
    }

    /** Gives a place to ends that no kernel makes: they are copied. */
    private static void placeLooks(Arena arena, Values values, List<Symbol> ends, Map<Symbol, View> places) {
        for (Symbol end : ends) {
            Value value = values.bySymbol().get(end);
            if (value.kind == Value.Kind.VIEW || value.kind == Value.Kind.CONSTANT) {
                places.computeIfAbsent(
                        end, symbol -> View.of(arena.take(end.shape().size(), false), end.shape()));
            }
        }
    }

    /** Copies ends that do not stand where they are to. */
    private void end(List<Symbol> symbols, Map<Symbol, View> places, List<Kernel> kernels) {
        for (Symbol symbol : symbols) {
            Value value = values.get(symbol);
            View place = places.get(symbol);
            if (place != null && place != value.view && !ends.containsKey(symbol)) {
                kernels.add(new Copying(value.view, place));
            }
            ends.putIfAbsent(symbol, place == null ? value.view : place);
        }
    }

    /** Where one of the ends stands, row-major in an array of Java's from its first number on if no place was given for it. */
    public View view(Symbol end) {
        return ends.get(end);
    }

    /** What draws random numbers, in its order. */
    public List<Primitive> random() {
        return random;
    }

    /** Makes the first ends. */
    public void runFirst() {
        for (Kernel kernel : first) {
            kernel.run();
        }
    }

    /** Makes the others, after {@link #runFirst}. */
    public void runThen() {
        for (Kernel kernel : then) {
            kernel.run();
        }
    }

    /** The number of kernels of both parts. */
    public int size() {
        return first.length + then.length;
    }
}
