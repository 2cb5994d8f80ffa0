package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import keras4j.core.KerasException;

/** How much work something is, counted in bytes that its thread allocates: work that grows with a square allocates so, too. */
public final class Work {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SLACK = 4 << 20;

    /** Something that is done with an input of some size. */
    public interface OfSize {
        /** Makes the input, which is not counted, and returns what is. */
        Runnable of(int size) throws Exception;
    }

    private Work() {}

    /** Twice the size is at most twice the work, answered or refused. */
    public static void isLinear(int size, OfSize work) throws Exception {
        long warm = of(work.of(size));
        long once = Math.min(warm, of(work.of(size)));
        long twice = of(work.of(2 * size));
        assertThat(twice)
                .as("bytes allocated for twice as much, once being " + once)
                .isLessThan(once * 9 / 4 + SLACK);
    }

    public static long of(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            work.run();
        } catch (KerasException e) {
            // It is refused.
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
