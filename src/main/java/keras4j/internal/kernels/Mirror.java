package keras4j.internal.kernels;

import keras4j.core.Parallel;

/** A copy in native memory of some of a buffer's numbers, made anew when they are others. */
final class Mirror {
    /** Numbers to copy that are worth another thread. */
    private static final int LEAST = 1 << 17;

    private final ArrayBuffer source;
    private final int from;
    private final int count;
    private final NativeBuffer memory = new NativeBuffer();
    private final Parallel copying = new Parallel(this::copy, LEAST);
    private long version = -1;

    Mirror(ArrayBuffer source, int from, int count) {
        this.source = source;
        this.from = from;
        this.count = count;
    }

    /** The copy; number {@code from} of the source is its first. */
    NativeBuffer memory() {
        if (version != source.version()) {
            memory.reserve(count);
            copying.run(0, count);
            version = source.version();
        }
        return memory;
    }

    private void copy(int part, int begin, int end) {
        memory.put(begin, source.array(), from + begin, end - begin);
    }
}
