package keras4j.ops;

/**
 * Where random ops get their seeds: each op that is called with it has numbers of its own, and others in each run, which follow
 * from this seed and the run's. Keras: {@code keras.random.SeedGenerator}.
 */
public final class SeedGenerator {
    private final long seed;
    private int calls;

    /** @param seed any whole number; the same gives the same numbers */
    public SeedGenerator(int seed) {
        this.seed = seed;
    }

    /** What tells the next op from all others. */
    long next() {
        return (seed << 32) + ++calls;
    }

    @Override
    public String toString() {
        return "SeedGenerator(" + seed + ")";
    }
}
