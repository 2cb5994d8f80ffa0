package keras4j.internal.kernels;

import org.bytedeco.javacpp.FloatPointer;

/** Numbers in native memory, as BLAS takes them. */
interface NativeNumbers {
    /** The place of a number; of each {@link keras4j.core.Parallel} chunk until it asks for the next. */
    FloatPointer at(int part, long index);
}
