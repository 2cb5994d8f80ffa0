package keras4j.internal.engine;

import java.util.SplittableRandom;
import keras4j.core.Seeds;

/** Draws by what numbers are multiplied in training: 0 with probability {@code rate}, or 1 / (1 - rate). */
public class DropoutFactors {
    private final double rate;
    private final boolean hasOwnSeed;
    /** Null until there is a seed: one of the process's is taken only when it is needed. */
    private SplittableRandom random;

    /** @param ownSeed what the factors follow from, whatever the seed of the model's training; null for that */
    public DropoutFactors(double rate, Long ownSeed) {
        this.rate = rate;
        hasOwnSeed = ownSeed != null;
        random = hasOwnSeed ? new SplittableRandom(ownSeed) : null;
    }

    /** Makes them follow from this seed, unless they have their own. */
    final void seed(long seed) {
        if (!hasOwnSeed) {
            random = new SplittableRandom(seed);
        }
    }

    /** Whether some numbers become 0. */
    final boolean isNeeded() {
        return rate > 0;
    }

    /** Draws so many. */
    protected void draw(float[] factors, int count) {
        if (random == null) {
            random = Seeds.generator(null);
        }
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : kept;
        }
    }
}
