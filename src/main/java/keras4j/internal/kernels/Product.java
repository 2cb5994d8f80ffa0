package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.core.Shape;

/**
 * Products of matrices, (.., m, k) times (.., k, n), the axes before the last two broadcast: NumPy's matmul. Operands may stand
 * transposed. Large ones are BLAS's, on native memory: what stands in an array is copied there and back.
 */
public final class Product implements Kernel {
    /** Multiplications from which on BLAS is faster than loops, copies included. */
    private static final long LARGE = 1 << 13;
    /** Multiplications that are worth another thread. */
    private static final long LEAST = 1 << 16;
    /** So many times more terms than rows and columns are shared out in place of these. */
    private static final int LONG = 8;

    /** The number of the memory for these among the tiles, behind that of the operands. */
    private static final int TERMS = 3;

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
    private final Tiles tiles;
    /** Whether each thread makes some rows of the only product. */
    private final boolean isByRows;
    /** Whether each thread adds up some of the products' terms. */
    private final boolean isBySums;

    /** Which chunks have added up some terms in memory of their own. */
    private final boolean[] isUsed = new boolean[Parallel.PARTS];

    private final float[] sums;
    private final float[] more;

    private final Parallel parallel;
    private final int turns;

    /**
     * @param tiles has the native memory that products of arrays share
     * @param added a row in an array, contiguous, that is added to each of the product's, which is row-major then; null for none
     */
    public Product(Tiles tiles, View left, View right, View added, View to) {
        this.tiles = tiles;
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
        if (isLarge) {
            a.prepare();
            b.prepare();
        }
        isBySums = isLarge && count == 1 && added == null && k / LONG >= Math.max(m, n);
        isByRows = count == 1 && !isBySums && (m >= n || m >= 64);
        sums = new float[isBySums ? n : 0];
        more = new float[isBySums ? n : 0];
        if (isBySums) {
            turns = k;
            parallel = Parallel.whole(
                    this::sums, (int) Math.max(LONG / 2 * Math.max(m, n), LEAST / Math.multiplyFull(m, n)));
        } else if (count > 1) {
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
        } else {
            runLarge();
        }
    }

    private void runLarge() {
        a.stage(tiles.memory(0, 0));
        b.stage(tiles.memory(0, 1));
        y.stage(tiles.memory(0, 2));
        if (!isByRows || a.column != 1) {
            a.fetch();
        }
        b.fetch();
        BlasThreads.set(1);
        Arrays.fill(isUsed, false);
        parallel.run(0, turns);
        for (int part = 1; part < isUsed.length; part++) {
            if (isUsed[part]) {
                addTerms(terms(part));
            }
        }
        if (!isByRows) {
            y.bring();
        }
    }

    private void batches(int part, int from, int to) {
        for (int c = from; c < to; c++) {
            gemm(part, m, k, n, a.places[c], b.places[c], y.memory, y.places[c] - y.shift, y.row);
        }
    }

    private void rows(int part, int from, int to) {
        if (a.column == 1) {
            a.fetchRows(from, to);
        }
        int at = y.places[0] + from * y.row - y.shift;
        gemm(part, to - from, k, n, a.places[0] + from * a.row, b.places[0], y.memory, at, y.row);
        y.bringRows(from, to);
    }

    private void columns(int part, int from, int to) {
        int at = y.places[0] + from - y.shift;
        gemm(part, m, k, to - from, a.places[0], b.places[0] + from * b.column, y.memory, at, y.row);
    }

    private void sums(int part, int from, int to) {
        int aAt = a.places[0] + from * a.column;
        int bAt = b.places[0] + from * b.row;
        if (part == 0) {
            gemm(part, m, to - from, n, aAt, bAt, y.memory, y.places[0] - y.shift, y.row);
            return;
        }
        isUsed[part] = true;
        terms(part).reserve(m * n);
        gemm(part, m, to - from, n, aAt, bAt, terms(part), 0, n);
    }

    /** What a chunk but the first adds up. */
    private NativeBuffer terms(int part) {
        return tiles.memory(part, TERMS);
    }

    private void addTerms(NativeBuffer from) {
        for (int i = 0; i < m; i++) {
            int at = y.places[0] - y.shift + i * y.row;
            y.memory.get(at, sums, 0, n);
            from.get(i * n, more, 0, n);
            Arithmetic.add(sums, more, sums, n, null);
            y.memory.put(at, sums, 0, n);
        }
    }

    /** Makes rows and columns of a product from some of its terms on, at a place of what is written. */
    private void gemm(
            int part, int rows, int inner, int columns, int aAt, int bAt, NativeBuffer to, int at, int toRow) {
        for (int i = 0; i < rows && added != null; i++) {
            to.put(at + i * toRow, row, rowFrom + (at + y.shift - y.places[0]) % toRow, columns);
        }
        Gemm.multiply(part, rows, inner, columns, a, aAt, false, b, bAt, false, added != null, to, at, toRow);
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
