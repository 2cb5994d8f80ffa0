package keras4j.layers;

import keras4j.core.Config;
import keras4j.ops.SeedGenerator;

/** The argument {@code seed} of a layer that draws random numbers. */
final class LayerSeed {
    private Long seed;

    void set(long value) {
        seed = value;
    }

    void config(Config config) {
        seed = config.seed("seed", seed);
    }

    /** Where the layer's ops get their seeds. */
    SeedGenerator generator() {
        return seed == null ? new SeedGenerator() : new SeedGenerator(seed);
    }
}
