package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.View;
import keras4j.ops.Symbol;

/** What a {@link Plan} knows of a value. */
final class Value {
    /** What a value is to a plan. */
    enum Kind {
        /** It is there before the plan runs. */
        LEAF,
        /** One number, which is known. */
        CONSTANT,
        /** A look at another value. */
        VIEW,
        /** Made row by row, together with others. */
        ROWS,
        /** A sum of rows, made together with others, and there when all have been seen. */
        COLUMN_SUM,
        /** Made by a kernel. */
        KERNEL
    }

    final Symbol symbol;
    final Kind kind;
    /** What is read for each input, which may be a copy of it. */
    final List<Value> reads = new ArrayList<>();
    /** Those that read it. */
    final List<Value> readers = new ArrayList<>();

    /** Which part of the plan makes it. */
    int part;
    /** How many units follow one another until it can be made. */
    int level;
    /** The rows that it is made over, if it is. */
    int rows;

    int width;
    /** Whether it has one number for each row. */
    boolean isColumn;
    /** How far its numbers are apart along each axis where it is to stand; null for row-major. */
    int[] strides;
    /** Where it stands; null for one that stays inside of a unit. */
    View view;
    /** The number of the unit that makes it; -1 for none. */
    int unit = -1;

    Value(Symbol symbol, Kind kind) {
        this.symbol = symbol;
        this.kind = kind;
    }

    /** How it stands in a buffer of its own. */
    View in(Buffer buffer) {
        View view = View.of(buffer, symbol.shape());
        return strides == null ? view : view.with(0, symbol.shape(), strides);
    }

    /** The level from which on it can be read from memory. */
    int available() {
        return kind == Kind.LEAF || kind == Kind.CONSTANT ? 0 : kind == Kind.VIEW ? level : level + 1;
    }

    /** Whether it is made over the same rows as the other. */
    boolean isOverRowsOf(Value other) {
        return kind == Kind.ROWS && rows == other.rows && width == other.width;
    }

    RowStep step() {
        return ((keras4j.ops.Primitive) symbol.operation()).rowStep();
    }
}
