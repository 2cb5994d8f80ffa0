package keras4j.internal.kernels;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import keras4j.core.Parallel;
import org.bytedeco.javacpp.FloatPointer;

/** A matrix in native memory, which is freed after the object; products are those of OpenBLAS. */
final class NativeMatrix extends Matrix {
    /** Numbers that are summed at once: with more, OpenBLAS is often half as fast where there are few rows or columns. */
    private static final int MOST_SUMMED = 128;

    private final FloatPointer[] views = new FloatPointer[Parallel.PARTS];
    private FloatPointer values = new FloatPointer();

    NativeMatrix(int columns) {
        super(columns);
    }

    @Override
    void reserve(long size) {
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

    @Override
    void write(int part, long begin, float[] source, int from, int count) {
        at(part, begin).put(source, from, count);
    }

    @Override
    void read(int part, long begin, float[] target, int to, int count) {
        at(part, begin).get(target, to, count);
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
        BlasThreads.set(1);
        int pieces = (inner + MOST_SUMMED - 1) / MOST_SUMMED;
        int length = (inner + pieces - 1) / pieces;
        long aStep = transposeA ? a.columns() : 1;
        long bStep = transposeB ? 1 : b.columns();
        for (int k = 0; k < inner; k += length) {
            cblas_sgemm(
                    CblasRowMajor,
                    transposeA ? CblasTrans : CblasNoTrans,
                    transposeB ? CblasTrans : CblasNoTrans,
                    rows,
                    width,
                    Math.min(length, inner - k),
                    1,
                    ((NativeMatrix) a).at(part, aBegin + k * aStep),
                    a.columns(),
                    ((NativeMatrix) b).at(part, bBegin + k * bStep),
                    b.columns(),
                    k > 0 || more ? 1 : 0,
                    at(part, begin),
                    columns());
        }
    }
}
