package keras4j.internal.engine;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix in native memory, row-major, for products by the BLAS that ND4J brings. Its memory grows with what is put into it,
 * and is freed after the object.
 */
final class NativeMatrix {
    private final int columns;
    private FloatPointer values = new FloatPointer();

    NativeMatrix(int columns) {
        this.columns = columns;
    }

    /** Makes room for so many rows; what was in it may be lost. */
    NativeMatrix rows(int rows) {
        long size = Math.multiplyFull(rows, columns);
        if (values.capacity() < size) {
            values.deallocate();
            values = NativeMemory.floats(size);
        }
        return this;
    }

    /** Copies that many rows from an array. */
    NativeMatrix put(float[] source, int from, int rows) {
        rows(rows).values.put(source, from, rows * columns);
        return this;
    }

    /** Copies that many rows into an array. */
    void get(float[] target, int from, int rows) {
        values.get(target, from, rows * columns);
    }

    /** This = a b: (rows, inner) of a, (inner, columns) of b. */
    NativeMatrix multiply(NativeMatrix a, NativeMatrix b, int rows) {
        return gemm(CblasNoTrans, CblasNoTrans, rows, a.columns, a, b);
    }

    /** This = a^T b: (inner, rows) of a, (inner, columns) of b. */
    NativeMatrix multiplyTransposed(NativeMatrix a, NativeMatrix b, int inner) {
        return gemm(CblasTrans, CblasNoTrans, a.columns, inner, a, b);
    }

    /** This = a b^T: (rows, inner) of a, (columns, inner) of b. */
    NativeMatrix multiplyByTransposed(NativeMatrix a, NativeMatrix b, int rows) {
        return gemm(CblasNoTrans, CblasTrans, rows, a.columns, a, b);
    }

    private NativeMatrix gemm(int transposeA, int transposeB, int rows, int inner, NativeMatrix a, NativeMatrix b) {
        rows(rows);
        cblas_sgemm(
                CblasRowMajor,
                transposeA,
                transposeB,
                rows,
                columns,
                inner,
                1,
                a.values,
                a.columns,
                b.values,
                b.columns,
                0,
                values,
                columns);
        return this;
    }
}
