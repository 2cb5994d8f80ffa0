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
    private final int columns;
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
        gemm(part, to - from, columns, a.columns, a, aBegin, CblasNoTrans, b, 0, CblasNoTrans, 0, begin);
    }

    /** The same, added to what is there. */
    void multiplyAdd(int part, NativeMatrix a, NativeMatrix b, int from, int to) {
        long aBegin = (long) from * a.columns;
        long begin = (long) from * columns;
        gemm(part, to - from, columns, a.columns, a, aBegin, CblasNoTrans, b, 0, CblasNoTrans, 1, begin);
    }

    /** The first rows of this = as many of a, from one on, times b, transposed: (.., inner), (columns, inner). */
    void multiplyRowsByTransposed(int part, NativeMatrix a, NativeMatrix b, int aFrom, int rows) {
        long aBegin = (long) aFrom * a.columns;
        gemm(part, rows, columns, a.columns, a, aBegin, CblasNoTrans, b, 0, CblasTrans, 0, 0);
    }

    /** This = rows of a, transposed, times the same rows of b: (.., columns of a), (.., columns). */
    void multiplyTransposedRows(int part, NativeMatrix a, NativeMatrix b, int from, int to) {
        long aBegin = (long) from * a.columns;
        long bBegin = (long) from * b.columns;
        gemm(part, a.columns, columns, to - from, a, aBegin, CblasTrans, b, bBegin, CblasNoTrans, 0, 0);
    }

    /** Columns of this = a, times the same rows of b, transposed: (rows, inner), (.., inner). */
    void multiplyByTransposed(int part, NativeMatrix a, NativeMatrix b, int rows, int from, int to) {
        long begin = (long) from * b.columns;
        gemm(part, rows, to - from, a.columns, a, 0, CblasNoTrans, b, begin, CblasTrans, 0, from);
    }

    /** Rows of this = the same columns of a, transposed, times b: (inner, ..), (inner, columns). */
    void multiplyTransposed(int part, NativeMatrix a, NativeMatrix b, int inner, int from, int to) {
        long begin = (long) from * columns;
        gemm(part, to - from, columns, inner, a, from, CblasTrans, b, 0, CblasNoTrans, 0, begin);
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
            float kept,
            long begin) {
        BlasThreads.set(1);
        cblas_sgemm(
                CblasRowMajor,
                transposeA,
                transposeB,
                rows,
                width,
                inner,
                1,
                a.at(part, aBegin),
                a.columns,
                b.at(part, bBegin),
                b.columns,
                kept,
                at(part, begin),
                columns);
    }
}
