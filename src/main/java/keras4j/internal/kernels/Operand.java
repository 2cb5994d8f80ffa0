package keras4j.internal.kernels;

import keras4j.core.Parallel;
import keras4j.core.Shape;

/** An operand of a {@link Product}, or what it makes, seen as matrices; row and column are the distances of its numbers. */
final class Operand {
    /** Numbers to copy that are worth another thread. */
    private static final int COPIES = 1 << 16;

    final View view;
    final int row;
    final int column;
    /** Where each matrix begins. */
    final int[] places;
    /** The first number that is read, and how many there are up to the last. */
    private int first;

    private int span;
    /** Where BLAS reads and writes. */
    NativeBuffer memory;
    /** The copy of weights, which other products read, too; null of other operands. */
    private Mirror mirror;

    /** Null where loops multiply. */
    private Parallel fetching;

    /** By what places are less there. */
    int shift;

    Operand(View view, Shape product, int count) {
        this.view = view;
        row = view.stride(-2);
        column = view.stride(-1);
        places = new int[count];
        int batch = product.rank() - 2;
        int own = view.shape().rank() - 2;
        for (int c = 0; c < count; c++) {
            int at = view.offset();
            for (int i = batch - 1, left = c; i >= 0; left /= product.dim(i), i--) {
                int axis = i - batch + own;
                if (axis >= 0 && view.shape().dim(axis) != 1) {
                    at += left % product.dim(i) * view.stride(axis);
                }
            }
            places[c] = at;
        }
        first = view.offset();
        int last = first;
        for (int i = 0; i < view.shape().rank(); i++) {
            last += (view.shape().dim(i) - 1) * view.stride(i);
        }
        span = last - first + 1;
    }

    /** Says that BLAS will read it. */
    void prepare() {
        fetching = new Parallel(this::fetch, COPIES);
        mirror = view.buffer().version() < 0 ? null : view.buffer().mirror(first, span);
    }

    void stage(Buffer staging) {
        boolean isNative = view.buffer().isNative();
        shift = isNative ? 0 : first;
        if (mirror != null) {
            memory = mirror.memory();
            return;
        }
        memory = (NativeBuffer) (isNative ? view.buffer() : staging);
        if (!isNative) {
            staging.reserve(span);
        }
    }

    private boolean isCopied() {
        return memory != view.buffer() && mirror == null;
    }

    /** Copies all that is read. */
    void fetch() {
        if (isCopied()) {
            fetching.run(0, span);
        }
    }

    private void fetch(int part, int from, int to) {
        memory.put(from, view.array(), first + from, to - from);
    }

    /** Copies some rows of the only matrix. */
    void fetchRows(int from, int to) {
        if (isCopied()) {
            fetch(0, from * row, Math.min(span, to * row));
        }
    }

    /** Copies all that was written back. */
    void bring() {
        if (isCopied()) {
            memory.get(0, view.array(), first, span);
        }
    }

    /** The same of some rows of the only matrix. */
    void bringRows(int from, int to) {
        if (isCopied()) {
            int at = from * row;
            memory.get(at, view.array(), first + at, Math.min(span, to * row) - at);
        }
    }
}
