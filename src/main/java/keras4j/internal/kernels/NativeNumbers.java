package keras4j.internal.kernels;

import org.bytedeco.javacpp.FloatPointer;

/** Numbers in native memory, as BLAS takes them. */
interface NativeNumbers {
    /** The operands of a product, and what it makes, as {@link #at} numbers them: all may be the same memory. */
    int A = 0;

    int B = 1;
    int C = 2;
    int OPERANDS = 3;

    /**
     * The place of a number, which stays until the same {@link keras4j.core.Parallel} chunk asks for that of the same operand again.
     *
     * @param operand {@link #A}, {@link #B} or {@link #C}
     */
    FloatPointer at(int part, int operand, long index);
}
