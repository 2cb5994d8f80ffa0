package keras4j.layers;

import keras4j.core.Config;
import keras4j.ops.SeedGenerator;

/** The argument {@code seed} of a layer that draws random numbers. */
final class LayerSeed {
    private Long seed;
    private SeedGenerator generator;

    void set(long value) {
        seed = value;
        generator = null;
    }

    void config(Config config) {
        seed = config.seed("seed", seed);
    }

    /** Where the layer's ops get their seeds. */
    SeedGenerator generator() {
        if (generator == null) {
            generator = new SeedGenerator(seed == null ? 0 : Long.hashCode(seed));
        }
        return generator;
    }
}
