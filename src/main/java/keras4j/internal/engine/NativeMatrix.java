package keras4j.internal.engine;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import keras4j.core.Parallel;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix in native memory, row-major, for products by the BLAS that ND4J brings. Its memory grows with the rows, and is
 * freed after the object. Parts of it may be worked on by several threads at a time: each says which {@link Parallel} part it
 * is.
 */
final class NativeMatrix {
    /** Numbers that are summed at once: with more, OpenBLAS is often half as fast where there are few rows or columns. */
    private static final int MOST_SUMMED = 128;

    private int columns;
    private final FloatPointer[] views = new FloatPointer[Parallel.PARTS];
    private FloatPointer values = new FloatPointer();

    NativeMatrix(int columns) {
        this.columns = columns;
    }

    /** Makes room for so many rows; what was in it may be lost. */
    void rows(int rows) {
        long size = Math.multiplyFull(rows, columns);
        if (values.capacity() < size) {
            values.deallocate();
            values = NativeMemory.floats(size);
            for (int i = 0; i < views.length; i++) {
                views[i] = new FloatPointer(values);
            }
        }
    }

    /** Makes room for a matrix of this shape; what was in it may be lost. */
    void reshape(int rows, int width) {
        columns = width;
        rows(rows);
    }

    private FloatPointer at(int part, long index) {
        return views[part].position(index);
    }

    /** Copies rows from an array in which row 0 begins at {@code offset}. */
    void put(int part, float[] source, int offset, int from, int to) {
        at(part, (long) from * columns).put(source, offset + from * columns, (to - from) * columns);
    }

    /** Copies rows into an array in which row 0 begins at {@code offset}. */
    void get(int part, float[] target, int offset, int from, int to) {
        at(part, (long) from * columns).get(target, offset + from * columns, (to - from) * columns);
    }

    /** Rows of this = the same rows of a, times b: (.., inner), (inner, columns). */
    void multiply(int part, NativeMatrix a, NativeMatrix b, int from, int to) {
        long aBegin = (long) from * a.columns;
        long begin = (long) from * columns;
        gemm(part, to - from, columns, a.columns, a, aBegin, CblasNoTrans, b, 0, CblasNoTrans, begin, 0);
    }

    /** Columns of this = a, times the same rows of b, transposed: (rows, inner), (.., inner). */
    void multiplyByTransposed(int part, NativeMatrix a, NativeMatrix b, int rows, int from, int to) {
        long begin = (long) from * b.columns;
        gemm(part, rows, to - from, a.columns, a, 0, CblasNoTrans, b, begin, CblasTrans, from, 0);
    }

    /** Rows of this = the same columns of a, transposed, times b: (inner, ..), (inner, columns). */
    void multiplyTransposed(int part, NativeMatrix a, NativeMatrix b, int inner, int from, int to) {
        long begin = (long) from * columns;
        gemm(part, to - from, columns, inner, a, from, CblasTrans, b, 0, CblasNoTrans, begin, 0);
    }

    /** This = a, transposed, times as many rows of b as a has: (inner, rows), (.., columns). */
    void multiplyTransposed(NativeMatrix a, int inner, NativeMatrix b, int bFrom) {
        gemm(0, a.columns, columns, inner, a, 0, CblasTrans, b, (long) bFrom * b.columns, CblasNoTrans, 0, 0);
    }

    /**
     * This = a times rows of b, transposed: (rows, inner), (.., inner).
     *
     * @param more whether the product is added to what is there
     */
    void addByTransposed(NativeMatrix a, int rows, NativeMatrix b, int bFrom, boolean more) {
        long bBegin = (long) bFrom * b.columns;
        gemm(0, rows, columns, a.columns, a, 0, CblasNoTrans, b, bBegin, CblasTrans, 0, more ? 1 : 0);
    }

    /** This = rows of a, times b: (.., inner), (inner, columns). */
    void multiplyRows(NativeMatrix a, int from, int to, NativeMatrix b) {
        long begin = (long) from * a.columns;
        gemm(0, to - from, columns, a.columns, a, begin, CblasNoTrans, b, 0, CblasNoTrans, 0, 0);
    }

    /**
     * This = a, transposed, times b: (rows, ..), (rows, columns).
     *
     * @param more whether the product is added to what is there
     */
    void addTransposed(int part, NativeMatrix a, NativeMatrix b, int rows, boolean more) {
        gemm(part, a.columns, columns, rows, a, 0, CblasTrans, b, 0, CblasNoTrans, 0, more ? 1 : 0);
    }

    private void gemm(
            int part,
            int rows,
            int width,
            int inner,
            NativeMatrix a,
            long aBegin,
            int transposeA,
            NativeMatrix b,
            long bBegin,
            int transposeB,
            long begin,
            float kept) {
        BlasThreads.set(1);
        int pieces = (inner + MOST_SUMMED - 1) / MOST_SUMMED;
        int length = (inner + pieces - 1) / pieces;
        long aStep = transposeA == CblasTrans ? a.columns : 1;
        long bStep = transposeB == CblasTrans ? 1 : b.columns;
        for (int k = 0; k < inner; k += length) {
            cblas_sgemm(
                    CblasRowMajor,
                    transposeA,
                    transposeB,
                    rows,
                    width,
                    Math.min(length, inner - k),
                    1,
                    a.at(part, aBegin + k * aStep),
                    a.columns,
                    b.at(part, bBegin + k * bStep),
                    b.columns,
                    k == 0 ? kept : 1,
                    at(part, begin),
                    columns);
        }
    }
}
