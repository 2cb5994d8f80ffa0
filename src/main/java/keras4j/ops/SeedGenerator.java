package keras4j.ops;

/**
 * Where random ops get their seeds: each op has numbers of its own, and others in each run. Keras: {@code
 * keras.random.SeedGenerator}.
 */
public final class SeedGenerator {
    private final Long seed;

    /** The numbers follow from the seed of fit. */
    public SeedGenerator() {
        seed = null;
    }

    /**
     * The numbers follow from this seed alone: they go on from fit to fit, and the seed of fit does not change them.
     *
     * @param seed any whole number; the same gives the same numbers
     */
    public SeedGenerator(long seed) {
        this.seed = seed;
    }

    /** The seed of its own; null for none. */
    Long seed() {
        return seed;
    }

    @Override
    public String toString() {
        return seed == null ? "SeedGenerator()" : "SeedGenerator(" + seed + ")";
    }
}
