package keras4j.internal.kernels;

import keras4j.core.Parallel;
import org.bytedeco.javacpp.FloatPointer;

/** A matrix in native memory, which is freed after the object; products are those of OpenBLAS. */
final class NativeMatrix extends Matrix implements NativeNumbers {
    private final FloatPointer[] views = new FloatPointer[Parallel.PARTS * OPERANDS];
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

    @Override
    public FloatPointer at(int part, int operand, long index) {
        return views[part * OPERANDS + operand].position(index);
    }

    @Override
    void write(int part, long begin, float[] source, int from, int count) {
        at(part, A, begin).put(source, from, count);
    }

    @Override
    void read(int part, long begin, float[] target, int to, int count) {
        at(part, A, begin).get(target, to, count);
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
        Gemm.multiply(
                part,
                Gemm.MAX_SUMMED_OF_PATCHES,
                rows,
                inner,
                width,
                (NativeMatrix) a,
                aBegin,
                transposeA ? 1 : a.columns(),
                transposeA ? a.columns() : 1,
                (NativeMatrix) b,
                bBegin,
                transposeB ? 1 : b.columns(),
                transposeB ? b.columns() : 1,
                more,
                this,
                begin,
                columns());
    }
}
