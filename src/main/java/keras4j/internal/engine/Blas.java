package keras4j.internal.engine;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Products of matrices by the BLAS that ND4J brings, on copies in native memory, which are made once for the largest product
 * and freed with this object. One product at a time.
 */
final class Blas {
    private FloatPointer left = new FloatPointer(0);
    private FloatPointer right = new FloatPointer(0);
    private FloatPointer product = new FloatPointer(0);

    /** A matrix, row-major, in an array from {@code offset} on; transposed means that its rows are read as columns. */
    record Matrix(float[] values, int offset, int rows, int columns, boolean transposed) {
        int size() {
            return rows * columns;
        }
    }

    /** Writes left x right into {@code target} from {@code offset} on. */
    void multiply(Matrix a, Matrix b, float[] target, int offset) {
        int rows = a.transposed ? a.columns : a.rows;
        int inner = a.transposed ? a.rows : a.columns;
        int columns = b.transposed ? b.rows : b.columns;
        left = filled(left, a);
        right = filled(right, b);
        product = sized(product, rows * columns);
        cblas_sgemm(
                CblasRowMajor,
                a.transposed ? CblasTrans : CblasNoTrans,
                b.transposed ? CblasTrans : CblasNoTrans,
                rows,
                columns,
                inner,
                1,
                left,
                a.columns,
                right,
                b.columns,
                0,
                product,
                columns);
        product.get(target, offset, rows * columns);
    }

    private static FloatPointer filled(FloatPointer pointer, Matrix matrix) {
        return sized(pointer, matrix.size()).put(matrix.values, matrix.offset, matrix.size());
    }

    private static FloatPointer sized(FloatPointer pointer, int size) {
        if (pointer.capacity() >= size) {
            return pointer;
        }
        pointer.deallocate();
        return new FloatPointer(size);
    }
}
