package keras4j.core;

import java.util.SplittableRandom;

/**
 * The process's stream of seeds, from which everything random that was not given a seed of its own takes one. Keras's
 * {@code keras.utils.set_random_seed} sets it; until then it differs from process to process.
 */
public final class Seeds {
    private static SplittableRandom stream = new SplittableRandom();

    private Seeds() {}

    /** Starts the stream anew. */
    public static synchronized void set(long seed) {
        stream = new SplittableRandom(seed);
    }

    /** The next seed. */
    public static synchronized long next() {
        return stream.nextLong();
    }

    /** A generator with this seed, or with the next one of the stream for null. */
    public static SplittableRandom generator(Long seed) {
        return new SplittableRandom(seed == null ? next() : seed);
    }
}
