package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.Parallel;

/** A matrix in an array, where there is no BLAS; products are loops that Java turns into vector instructions. */
final class ArrayMatrix extends Matrix {
    /** Rows of B that are worked on at once, so that they stay in the processor's cache. */
    private static final int BLOCK = 64;

    private final float[][] transposed = new float[Parallel.PARTS][];
    private float[] values = {};

    ArrayMatrix(int columns) {
        super(columns);
    }

    @Override
    void reserve(long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw KerasException.expected("a product without BLAS", "at most 2^31 numbers in a matrix", size);
        }
        if (values.length < size) {
            values = new float[(int) size];
        }
    }

    @Override
    void write(int part, long begin, float[] source, int from, int count) {
        System.arraycopy(source, from, values, (int) begin, count);
    }

    @Override
    void read(int part, long begin, float[] target, int to, int count) {
        System.arraycopy(values, (int) begin, target, to, count);
    }

    @Override
    void gemm(
            int part,
            int rows,
            int width,
            int inner,
            Matrix a,
            long aBegin,
            boolean transposeA,
            Matrix b,
            long bBegin,
            boolean transposeB,
            long begin,
            boolean more) {
        float[] left = ((ArrayMatrix) a).values;
        int aRow = transposeA ? 1 : a.columns();
        int aColumn = transposeA ? a.columns() : 1;
        float[] right = ((ArrayMatrix) b).values;
        int first = (int) bBegin;
        int bRow = b.columns();
        if (transposeB) {
            right = transpose(part, right, first, bRow, width, inner);
            first = 0;
            bRow = width;
        }
        if (!more) {
            for (int i = 0; i < rows; i++) {
                int to = (int) begin + i * columns();
                Arrays.fill(values, to, to + width, 0);
            }
        }
        for (int from = 0; from < inner; from += BLOCK) {
            int to = Math.min(from + BLOCK, inner);
            for (int i = 0; i < rows; i++) {
                int target = (int) begin + i * columns();
                addRows(left, (int) aBegin + i * aRow, aColumn, right, first, bRow, from, to, target, width);
            }
        }
    }

    /** Rows of a matrix as columns, so that loops run along rows. */
    private float[] transpose(int part, float[] source, int first, int columns, int rows, int inner) {
        if (transposed[part] == null || transposed[part].length < rows * inner) {
            transposed[part] = new float[rows * inner];
        }
        float[] target = transposed[part];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                target[k * rows + i] = source[first + i * columns + k];
            }
        }
        return target;
    }

    /** Adds the rows {@code from..to} of B, times as many numbers of A, to a row: four at a time, which is less to load. */
    private void addRows(
            float[] a,
            int aFrom,
            int aColumn,
            float[] b,
            int first,
            int bRow,
            int from,
            int to,
            int target,
            int width) {
        int k = from;
        for (; k + 3 < to; k += 4) {
            int x = aFrom + k * aColumn;
            int row = first + k * bRow;
            addFour(values, target, width, b, row, bRow, a[x], a[x + aColumn], a[x + 2 * aColumn], a[x + 3 * aColumn]);
        }
        for (; k < to; k++) {
            addOne(values, target, width, b, first + k * bRow, a[aFrom + k * aColumn]);
        }
    }

    private static void addFour(
            float[] sums, int to, int count, float[] b, int row, int bRow, float x0, float x1, float x2, float x3) {
        int row1 = row + bRow;
        int row2 = row1 + bRow;
        int row3 = row2 + bRow;
        for (int j = 0; j < count; j++) {
            sums[to + j] += x0 * b[row + j] + x1 * b[row1 + j] + x2 * b[row2 + j] + x3 * b[row3 + j];
        }
    }

    private static void addOne(float[] sums, int to, int count, float[] b, int row, float x) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += x * b[row + j];
        }
    }
}
