package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * Traced values as kernels in the order in which they run, over buffers that are made once. It runs in parts, such as what a
 * model gives, and what is made only when gradients are wanted.
 */
public final class Plan {
    /** How a plan is made. */
    public enum Mode {
        /** Neighbours run as one kernel, and values that are not needed at the same time share a buffer. */
        FUSED,
        /** Each value has its own kernel and its own buffer, an array: slow, and simple enough to be right. */
        PLAIN
    }

    private final Map<Symbol, Value> values;
    private final Map<Symbol, View> ends = new HashMap<>();
    private final List<Primitive> random = new ArrayList<>();
    private final Kernel[][] kernels;

    /**
     * @param arena has the buffers
     * @param places where leaves stand, and where some of the ends are to stand
     * @param parts what each part makes
     */
    public Plan(Arena arena, Map<Symbol, View> places, List<List<Symbol>> parts, Mode mode) {
        arena.begin();
        Map<Symbol, View> known = new HashMap<>(places);
        Values made = new Values(parts, places, mode == Mode.FUSED);
        values = made.bySymbol();
        parts.forEach(ends -> placeLooks(arena, made, ends, known));
        List<Unit> units = Unit.of(made.inOrder(), mode == Mode.FUSED);
        new Placing(arena, units, made, mode == Mode.FUSED).place(known);
        kernels = new Kernel[parts.size()][];
        for (int part = 0; part < kernels.length; part++) {
            List<Kernel> all = new ArrayList<>();
            for (Unit unit : units) {
                if (unit.part() == part) {
                    all.add(unit.kernel(arena.tiles()));
                }
            }
            end(parts.get(part), known, all);
            kernels[part] = all.toArray(Kernel[]::new);
        }
        for (Value value : made.inOrder()) {
            if (value.symbol.operation() instanceof Primitive primitive && primitive.isUnique()) {
                random.add(primitive);
            }
        }
    }

    /** A plan of two parts. */
    public Plan(Arena arena, Map<Symbol, View> places, List<Symbol> firstEnds, List<Symbol> thenEnds, Mode mode) {
        this(arena, places, List.of(firstEnds, thenEnds), mode);
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

    /** Makes the ends of a part, after those before it. */
    public void run(int part) {
        for (Kernel kernel : kernels[part]) {
            kernel.run();
        }
    }

    /** Makes the ends of the first part. */
    public void runFirst() {
        run(0);
    }

    /** Makes those of the second, after {@link #runFirst}. */
    public void runThen() {
        run(1);
    }

    /** The number of kernels of all parts. */
    public int size() {
        return Arrays.stream(kernels).mapToInt(part -> part.length).sum();
    }
}
