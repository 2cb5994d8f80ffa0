package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Blas;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** Gives each value its place. A value that stands in a buffer keeps it from the unit that makes it to the last that reads it. */
final class Placing {
    private final Arena arena;
    private final List<Unit> units;
    private final Values values;
    private final boolean shares;
    private final Map<Integer, List<Value>> deaths = new HashMap<>();

    /** @param shares whether a buffer has other values after the last unit that reads one, and may be native */
    Placing(Arena arena, List<Unit> units, Values values, boolean shares) {
        this.arena = arena;
        this.values = values;
        this.units = units;
        this.shares = shares;
    }

    void place(Map<Symbol, View> places) {
        for (Value value : values.inOrder()) {
            if (value.kind == Value.Kind.LEAF) {
                value.view = places.get(value.symbol);
            } else if (value.kind == Value.Kind.CONSTANT) {
                value.view = constant(value.symbol);
            }
        }
        for (int time = 0; time < units.size(); time++) {
            for (Value value : units.get(time).members()) {
                if (isNeeded(value)) {
                    take(value, values.isEnd(value), places.get(value.symbol));
                }
            }
            for (Value dead : deaths.getOrDefault(time, List.of())) {
                arena.giveBack(dead.view.buffer());
            }
        }
        for (Value value : values.inOrder()) {
            if (value.kind == Value.Kind.VIEW) {
                View read = value.reads.get(0).view;
                value.view = ((Primitive) value.symbol.operation()).view(read, value.symbol.shape());
            }
        }
    }

    private static View constant(Symbol symbol) {
        Primitive primitive = (Primitive) symbol.operation();
        List<Shape> shapes = symbol.inputs().stream().map(Symbol::shape).toList();
        return View.of(Buffer.of(new float[] {primitive.constant(shapes)}), symbol.shape());
    }

    /** Whether it has to stand anywhere: not if only its own unit reads it, or nobody. */
    private boolean isNeeded(Value value) {
        if (values.isEnd(value)) {
            return true;
        }
        return value.kind == Value.Kind.ROWS
                ? value.readers.stream().anyMatch(reader -> reader.unit != value.unit)
                : value.kind == Value.Kind.COLUMN_SUM || !value.readers.isEmpty();
    }

    private void take(Value value, boolean isEnd, View place) {
        Shape shape = value.symbol.shape();
        if (isEnd) {
            value.view = place == null ? View.of(arena.take(shape.size(), false), shape) : place;
            return;
        }
        List<Value> looks = new ArrayList<>(List.of(value));
        List<Unit> users = new ArrayList<>(List.of(units.get(value.unit)));
        int last = value.unit;
        boolean isEndLater = false;
        for (int i = 0; i < looks.size(); i++) {
            isEndLater |= values.isEnd(looks.get(i));
            for (Value reader : looks.get(i).readers) {
                if (reader.kind == Value.Kind.VIEW) {
                    looks.add(reader);
                } else {
                    last = Math.max(last, reader.unit);
                    users.add(units.get(reader.unit));
                }
            }
        }
        value.view = value.in(arena.take(shape.size(), isNative(shape, users)));
        if (shares && !isEndLater) {
            deaths.computeIfAbsent(last, time -> new ArrayList<>()).add(value);
        }
    }

    /** Whether a value is to stand in native memory: if one of its users is faster so, and all can do it. */
    private boolean isNative(Shape shape, List<Unit> users) {
        return shares
                && shape.size() >= Arena.MIN_NATIVE
                && users.stream().anyMatch(Unit::isFasterNative)
                && users.stream().allMatch(Unit::takesNative)
                && Blas.isThere();
    }
}
