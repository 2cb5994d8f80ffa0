package keras4j.initializers;

import java.util.SplittableRandom;

/** Random numbers of the distributions that initializers use. */
final class Draws {
    private Draws() {}

    /** From low up to, not including, high. */
    static void uniform(SplittableRandom random, double low, double high, float[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            values[offset + i] = (float) (low + random.nextDouble() * (high - low));
        }
    }

    static void normal(SplittableRandom random, double mean, double deviation, float[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            values[offset + i] = (float) (mean + deviation * random.nextGaussian());
        }
    }

    /** A normal distribution without the numbers more than two deviations from the mean. */
    static void truncatedNormal(
            SplittableRandom random, double mean, double deviation, float[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            double draw = random.nextGaussian();
            while (Math.abs(draw) > 2) {
                draw = random.nextGaussian();
            }
            values[offset + i] = (float) (mean + deviation * draw);
        }
    }
}
