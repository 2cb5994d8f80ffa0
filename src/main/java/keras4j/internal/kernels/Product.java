package keras4j.internal.kernels;

import keras4j.core.Parallel;
import keras4j.core.Shape;

/**
 * Products of matrices, (.., m, k) times (.., k, n), the axes before the last two broadcast: NumPy's matmul. Operands may stand
 * transposed. Large ones are BLAS's, on native memory: what stands in an array is copied there and back.
 */
public final class Product implements Kernel {
    /** Multiplications from which on BLAS is faster than loops, copies included. */
    private static final long LARGE = 1 << 13;
    /** Numbers to copy that are worth another thread. */
    private static final int COPIES = 1 << 16;
    /** Multiplications that are worth another thread. */
    private static final long LEAST = 1 << 16;

    /** An operand, seen as matrices; row and column are the distances of its numbers. */
    private static final class Operand {
        private final View view;
        private final int row;
        private final int column;
        /** Where each matrix begins. */
        private final int[] places;
        /** The first number that is read, and how many there are up to the last. */
        private int first;

        private int span;
        /** Where BLAS reads and writes. */
        private NativeBuffer memory;
        /** The copy of weights, which other products read, too; null of other operands. */
        private Mirror mirror;

        /** Null where loops multiply. */
        private Parallel fetching;

        /** By what places are less there. */
        private int shift;

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

    private final int m;
    private final int n;
    private final int k;
    private final Operand a;
    private final Operand b;
    private final Operand y;
    /** Null for none. */
    private final View added;

    private final float[] ofNative;
    private float[] row;
    private int rowFrom;

    private final boolean isLarge;
    private final Buffer[] staging;
    /** Whether each thread makes some rows of the only product. */
    private final boolean isByRows;

    private final Parallel parallel;
    private final int turns;

    /**
     * @param tiles has the native memory that products of arrays share
     * @param added a row in an array, contiguous, that is added to each of the product's, which is row-major then; null for none
     */
    public Product(Tiles tiles, View left, View right, View added, View to) {
        this.added = added;
        ofNative = new float[added != null && added.buffer().isNative() ? added.size() : 0];
        View one = left;
        View other = right;
        View product = to;
        if (to.stride(-1) != 1 && to.shape().last() != 1) {
            one = transposed(right);
            other = transposed(left);
            product = transposed(to);
        }
        if (other.shape().rank() == 2 && one.shape().rank() > 2) {
            View rows =
                    one.reshape(Shape.of(one.shape().positions(), one.shape().last()));
            View out = product.reshape(
                    Shape.of(product.shape().positions(), product.shape().last()));
            if (rows != null && out != null && takes(rows)) {
                one = rows;
                product = out;
            }
        }
        m = product.shape().dim(-2);
        n = product.shape().dim(-1);
        k = one.shape().dim(-1);
        int count = product.size() / (m * n);
        a = new Operand(one, product.shape(), count);
        b = new Operand(other, product.shape(), count);
        y = new Operand(product, product.shape(), count);
        long work = (long) m * n * k;
        boolean hasNative = one.buffer().isNative()
                || other.buffer().isNative()
                || product.buffer().isNative();
        isLarge = hasNative || work * count >= LARGE && work >= LARGE / 8 && Blas.isThere();
        staging = isLarge ? tiles.staging() : null;
        if (isLarge) {
            a.prepare();
            b.prepare();
        }
        isByRows = count == 1 && (m >= n || m >= 64);
        if (count > 1) {
            turns = count;
            parallel = new Parallel(this::batches, (int) Math.max(1, LEAST / work));
        } else if (isByRows) {
            turns = m;
            parallel = Parallel.whole(this::rows, (int) Math.max(16, LEAST / Math.multiplyFull(n, k)));
        } else {
            turns = n;
            parallel = Parallel.whole(this::columns, (int) Math.max(16, LEAST / Math.multiplyFull(m, k)));
        }
    }

    /** Whether an operand may stand so. */
    public static boolean takes(View view) {
        int row = view.stride(-2);
        int column = view.stride(-1);
        int rows = view.shape().dim(-2);
        int columns = view.shape().dim(-1);
        return (column == 1 || columns == 1) && (row >= columns || rows == 1)
                || (row == 1 || rows == 1) && (column >= rows || columns == 1);
    }

    private static View transposed(View view) {
        int rank = view.shape().rank();
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = i;
        }
        axes[rank - 1] = rank - 2;
        axes[rank - 2] = rank - 1;
        return view.transpose(axes);
    }

    @Override
    public void run() {
        if (ofNative.length > 0) {
            added.buffer().get(added.offset(), ofNative, 0, ofNative.length);
            row = ofNative;
        } else if (added != null) {
            row = added.array();
            rowFrom = added.offset();
        }
        if (!isLarge) {
            for (int c = 0; c < y.places.length; c++) {
                multiply(c);
            }
            return;
        }
        a.stage(staging[0]);
        b.stage(staging[1]);
        y.stage(staging[2]);
        if (!isByRows || a.column != 1) {
            a.fetch();
        }
        b.fetch();
        BlasThreads.set(1);
        parallel.run(0, turns);
        if (!isByRows) {
            y.bring();
        }
    }

    private void batches(int part, int from, int to) {
        for (int c = from; c < to; c++) {
            gemm(part, m, n, a.places[c], b.places[c], y.places[c]);
        }
    }

    private void rows(int part, int from, int to) {
        if (a.column == 1) {
            a.fetchRows(from, to);
        }
        gemm(part, to - from, n, a.places[0] + from * a.row, b.places[0], y.places[0] + from * y.row);
        y.bringRows(from, to);
    }

    private void columns(int part, int from, int to) {
        gemm(part, m, to - from, a.places[0], b.places[0] + from * b.column, y.places[0] + from);
    }

    private void gemm(int part, int rows, int columns, int aAt, int bAt, int yAt) {
        for (int i = 0; i < rows && added != null; i++) {
            y.memory.put(yAt - y.shift + i * y.row, row, rowFrom + (yAt - y.places[0]) % y.row, columns);
        }
        Gemm.multiply(
                part,
                Gemm.MAX_SUMMED,
                rows,
                k,
                columns,
                a.memory,
                aAt - a.shift,
                a.row,
                a.column,
                b.memory,
                bAt - b.shift,
                b.row,
                b.column,
                added != null,
                y.memory,
                yAt - y.shift,
                y.row);
    }

    private void multiply(int c) {
        SmallProduct.multiply(
                m,
                k,
                n,
                a.view.array(),
                a.places[c],
                a.row,
                a.column,
                b.view.array(),
                b.places[c],
                b.row,
                b.column,
                row,
                rowFrom,
                y.view.array(),
                y.places[c],
                y.row);
    }
}
