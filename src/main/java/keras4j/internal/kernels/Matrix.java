package keras4j.internal.kernels;

import keras4j.core.Parallel;

/**
 * A row-major matrix for products of large ones: BLAS's where its native library is there, else loops. Its memory grows with
 * the rows. Parts of it may be worked on by several threads at a time: each says which {@link Parallel} part it is.
 */
public abstract class Matrix {
    private int columns;

    Matrix(int columns) {
        this.columns = columns;
    }

    /** A matrix with so many columns, and no rows yet. */
    public static Matrix of(int columns) {
        return Blas.isThere() ? new NativeMatrix(columns) : new ArrayMatrix(columns);
    }

    final int columns() {
        return columns;
    }

    /** Makes room for so many rows; what was in it may be lost. */
    public final void rows(int rows) {
        reserve(Math.multiplyFull(rows, columns));
    }

    /** Makes room for a matrix of this shape; what was in it may be lost. */
    public final void reshape(int rows, int width) {
        columns = width;
        rows(rows);
    }

    /** Copies rows from an array in which row 0 begins at {@code offset}. */
    public final void put(int part, float[] source, int offset, int from, int to) {
        write(part, (long) from * columns, source, offset + from * columns, (to - from) * columns);
    }

    /** Copies rows into an array in which row 0 begins at {@code offset}. */
    public final void get(int part, float[] target, int offset, int from, int to) {
        read(part, (long) from * columns, target, offset + from * columns, (to - from) * columns);
    }

    /** Rows of this = the same rows of a, times b: (.., inner), (inner, columns). */
    public void multiply(int part, Matrix a, Matrix b, int from, int to) {
        long aBegin = (long) from * a.columns;
        long begin = (long) from * columns;
        gemm(part, to - from, columns, a.columns, a, aBegin, false, b, 0, false, begin, false);
    }

    /** Columns of this = a, times the same rows of b, transposed: (rows, inner), (.., inner). */
    public void multiplyByTransposed(int part, Matrix a, Matrix b, int rows, int from, int to) {
        long begin = (long) from * b.columns;
        gemm(part, rows, to - from, a.columns, a, 0, false, b, begin, true, from, false);
    }

    /**
     * This = a, transposed, times b: (rows, ..), (rows, columns).
     *
     * @param more whether the product is added to what is there
     */
    public void addTransposed(int part, Matrix a, Matrix b, int rows, boolean more) {
        gemm(part, a.columns, columns, rows, a, 0, true, b, 0, false, 0, more);
    }

    /** Makes room for so many numbers. */
    abstract void reserve(long size);

    /** Copies numbers from an array. */
    abstract void write(int part, long begin, float[] source, int from, int count);

    /** Copies numbers into an array. */
    abstract void read(int part, long begin, float[] target, int to, int count);

    /**
     * C = A B, or C += A B: A is (rows, inner), B (inner, width), and C (rows, width) a part of this matrix, each given by the
     * place of its first number; A and B may stand in theirs transposed.
     */
    abstract void gemm(
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
            boolean more);
}
