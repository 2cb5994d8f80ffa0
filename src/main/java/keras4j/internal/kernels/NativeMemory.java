package keras4j.internal.kernels;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import keras4j.core.KerasException;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Hands out native memory, which is freed when Java's collector finds that nobody holds it. The collector does not see how
 * much that is, and may wait long: it is called whenever the memory in use has doubled since.
 */
public final class NativeMemory {
    private static final long LEAST = 64L << 20;
    private static final int MAX_WAITS = 10;
    private static long limit = LEAST;

    private NativeMemory() {}

    /**
     * Room for so many numbers.
     *
     * @throws KerasException if there is not so much memory
     */
    public static FloatPointer floats(long size) {
        reserve(size * Float.BYTES);
        return new FloatPointer(size);
    }

    private static synchronized void reserve(long bytes) {
        if (Pointer.totalBytes() + bytes > limit) {
            System.gc();
            // JavaCPP frees what was found in a thread of its own, one after the other.
            for (int i = 0; i < MAX_WAITS && Pointer.totalBytes() + bytes > limit / 2; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            if (Pointer.maxBytes() > 0 && Pointer.totalBytes() + bytes > Pointer.maxBytes()) {
                throw KerasException.expected(
                        "native memory",
                        "at most " + Pointer.maxBytes() + " bytes (-Dorg.bytedeco.javacpp.maxBytes=.. gives more)",
                        Pointer.totalBytes() + bytes);
            }
            limit = Math.max(LEAST, 2 * (Pointer.totalBytes() + bytes));
        }
    }
}
