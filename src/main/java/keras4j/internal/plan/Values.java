package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.View;
import keras4j.ops.Copy;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * All values of a plan, in an order in which they can be made: with what each is, copies where a kernel cannot read what is there,
 * and the level at which it is made.
 */
final class Values {
    private final Map<Symbol, Value> bySymbol = new LinkedHashMap<>();
    private final List<Value> inOrder = new ArrayList<>();
    private final Set<Symbol> ends = new HashSet<>();
    private final boolean fuses;
    private final Map<Symbol, List<Symbol>> readers = new HashMap<>();
    /** How a value will stand, before it has a buffer. */
    private final Map<Value, View> looks = new HashMap<>();

    private final Map<Value, Value> copies = new HashMap<>();

    /** @param parts what each part of the plan makes */
    Values(List<List<Symbol>> parts, Map<Symbol, View> places, boolean fuses) {
        this.fuses = fuses;
        parts.forEach(ends::addAll);
        List<Symbol> all = parts.stream().flatMap(List::stream).toList();
        Set<Symbol> constants = new HashSet<>(Gradients.order(all));
        constants.removeIf(call -> kind(call) != Value.Kind.CONSTANT); // which read nothing
        List<Symbol> order = Gradients.order(all, constants);
        Map<Symbol, Integer> partOf = new HashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            for (Symbol call : Gradients.order(parts.get(part), constants)) {
                partOf.putIfAbsent(call, part);
            }
        }
        for (Symbol call : order) {
            if (!constants.contains(call)) {
                call.inputs()
                        .forEach(input -> readers.computeIfAbsent(input, read -> new ArrayList<>())
                                .add(call));
            }
        }
        order.forEach(call -> add(call, partOf.get(call), places));
        inOrder.forEach(Values::measure);
        inOrder.forEach(Values::defer);
    }

    Map<Symbol, Value> bySymbol() {
        return bySymbol;
    }

    List<Value> inOrder() {
        return inOrder;
    }

    boolean isEnd(Value value) {
        return ends.contains(value.symbol);
    }

    private void add(Symbol call, int part, Map<Symbol, View> places) {
        Value.Kind kind = kind(call);
        List<Value> reads = new ArrayList<>();
        if (kind != Value.Kind.CONSTANT) {
            for (int i = 0; i < call.inputs().size(); i++) {
                reads.add(read(call, i, kind, part));
            }
        }
        for (Symbol output : call.outputs()) {
            Value value = new Value(output, kind);
            value.part = part;
            value.strides = fuses ? Strides.of(output, readers, ends) : null;
            value.reads.addAll(reads);
            bySymbol.put(output, value);
            inOrder.add(value);
            looks.put(value, look(value, places));
        }
        reads.forEach(read -> read.readers.add(bySymbol.get(call)));
    }

    private static Value.Kind kind(Symbol call) {
        if (call.isLeaf()) {
            return Value.Kind.LEAF;
        }
        if (!(call.operation() instanceof Primitive primitive)) {
            throw new IllegalStateException("not traced: " + call);
        }
        if (primitive.constant(call.inputs().stream().map(Symbol::shape).toList()) != null) {
            return Value.Kind.CONSTANT;
        }
        if (primitive.isView()) {
            return Value.Kind.VIEW;
        }
        RowStep step = primitive.rowStep();
        if (step == null) {
            return Value.Kind.KERNEL;
        }
        return step instanceof RowStep.ColumnSum ? Value.Kind.COLUMN_SUM : Value.Kind.ROWS;
    }

    /** What is read for an input: it, or a copy where it stands otherwise than it should. */
    private Value read(Symbol call, int input, Value.Kind kind, int part) {
        Symbol symbol = call.inputs().get(input);
        Value value = bySymbol.get(symbol);
        Primitive primitive = (Primitive) call.operation();
        boolean fits = switch (kind) {
            case VIEW -> primitive.view(looks.get(value), call.shape()) != null;
            case KERNEL -> primitive.takes(input, looks.get(value));
            default -> true;
        };
        if (fits) {
            return value;
        }
        Value copy = copies.get(value);
        if (copy == null || copy.part > part) {
            Symbol copied = Copy.of(symbol);
            copy = new Value(copied, Value.Kind.KERNEL);
            copy.part = part;
            copy.reads.add(value);
            value.readers.add(copy);
            looks.put(copy, View.of(Buffer.ofArray(), copied.shape()));
            inOrder.add(copy);
            copies.put(value, copy);
        }
        return copy;
    }

    private View look(Value value, Map<Symbol, View> places) {
        if (value.kind == Value.Kind.VIEW) {
            Value read = value.reads.get(0);
            return ((Primitive) value.symbol.operation()).view(looks.get(read), value.symbol.shape());
        }
        View place = value.kind == Value.Kind.LEAF ? places.get(value.symbol) : null;
        if (value.kind == Value.Kind.LEAF && place == null) {
            throw new IllegalStateException("no place for " + value.symbol);
        }
        return place != null ? place : value.in(Buffer.ofArray());
    }

    /** Says over which rows a value is made, and at which level. */
    private static void measure(Value value) {
        if (value.kind == Value.Kind.ROWS || value.kind == Value.Kind.COLUMN_SUM) {
            measureRows(value);
        }
        int level = 0;
        for (Value read : value.reads) {
            boolean isInside = read.isOverRowsOf(value)
                    && read.part == value.part
                    && (value.kind == Value.Kind.ROWS || value.kind == Value.Kind.COLUMN_SUM)
                    && isWhole(read);
            level = Math.max(level, isInside ? read.level : read.available());
        }
        value.level = level;
    }

    /** Numbers that come from nowhere are made where they are first read. */
    private static void defer(Value value) {
        if (value.kind == Value.Kind.ROWS && value.reads.isEmpty()) {
            int level = Integer.MAX_VALUE;
            for (Value reader : value.readers) {
                boolean isInside = value.isOverRowsOf(reader) && reader.kind == Value.Kind.ROWS;
                level = Math.min(level, isInside && reader.part == value.part ? reader.level : 0);
            }
            value.level = value.readers.isEmpty() ? 0 : level;
        }
    }

    /** Whether it has a number for each place or each row, as an operand over the same rows has it. */
    private static boolean isWhole(Value read) {
        return read.isColumn || read.symbol.shape().size() == read.rows * read.width;
    }

    private static void measureRows(Value value) {
        boolean reduces = value.step() instanceof RowStep.Reduce || value.kind == Value.Kind.COLUMN_SUM;
        Shape over = reduces ? value.reads.get(0).symbol.shape() : value.symbol.shape();
        value.width = over.last();
        value.rows = over.size() / over.last();
        value.isColumn = value.step() instanceof RowStep.Reduce;
        if (value.width == 1 && !reduces && value.step() instanceof RowStep.Map) {
            joinColumns(value);
        }
    }

    /** Numbers of rows are computed where the rows are. */
    private static void joinColumns(Value value) {
        Value best = null;
        for (Value read : value.reads) {
            boolean isColumn = read.kind == Value.Kind.ROWS && read.isColumn && read.rows == value.rows;
            if (isColumn && (best == null || read.level > best.level)) {
                best = read;
            }
        }
        if (best != null) {
            value.width = best.width;
            value.isColumn = true;
        }
    }
}
