package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;

/** Values that are made by one kernel: those of one call, or all that are made over the same rows at one level. */
final class Unit {
    private final List<Value> members = new ArrayList<>();
    private final int part;
    private final int level;
    private final int order;

    private Unit(Value first, int order) {
        part = first.part;
        level = first.level;
        this.order = order;
    }

    /** The units in the order in which they run; each value is told its unit. */
    static List<Unit> of(List<Value> values, boolean fuses) {
        Map<List<Object>, Unit> groups = new HashMap<>();
        Map<Symbol, Unit> calls = new HashMap<>();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            int order = i;
            Unit unit;
            switch (value.kind) {
                case ROWS, COLUMN_SUM -> {
                    List<Object> key = List.of(value.part, value.level, value.rows, value.width, fuses ? 0 : i);
                    unit = groups.computeIfAbsent(key, made -> new Unit(value, order));
                }
                case KERNEL -> unit = calls.computeIfAbsent(value.symbol.origin(), made -> new Unit(value, order));
                default -> {
                    continue;
                }
            }
            if (unit.members.isEmpty()) {
                units.add(unit);
            }
            unit.members.add(value);
        }
        units.sort(Comparator.<Unit>comparingInt(unit -> unit.part)
                .thenComparingInt(unit -> fuses ? unit.level : 0)
                .thenComparingInt(unit -> unit.order));
        for (int i = 0; i < units.size(); i++) {
            for (Value member : units.get(i).members) {
                member.unit = i;
            }
        }
        return units;
    }

    List<Value> members() {
        return members;
    }

    int part() {
        return part;
    }

    private Value first() {
        return members.get(0);
    }

    /** Whether all that it reads and writes can be native. */
    boolean takesNative() {
        return first().kind != Value.Kind.KERNEL || ((Primitive) first().symbol.operation()).takesNative();
    }

    /** Whether it is faster if what it reads and writes is native. */
    boolean isFasterNative() {
        return first().kind == Value.Kind.KERNEL && ((Primitive) first().symbol.operation()).isFasterNative();
    }

    Kernel kernel(Tiles tiles) {
        if (first().kind != Value.Kind.KERNEL) {
            return new RowGroup(tiles, members).kernel();
        }
        View[] x = first().reads.stream().map(read -> read.view).toArray(View[]::new);
        View[] y = members.stream().map(member -> member.view).toArray(View[]::new);
        Primitive primitive = (Primitive) first().symbol.operation();
        return primitive instanceof Scan scan ? new ScanLoop(scan, x, y) : primitive.kernel(x, y, tiles);
    }
}
