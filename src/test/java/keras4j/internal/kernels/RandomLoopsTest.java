package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds are five standard deviations of what independent numbers give. */
class RandomLoopsTest {
    private static final int N = 1 << 20;
    private static final double SIGMAS = 5 / Math.sqrt(N);
    private static final Scratch SCRATCH = new Scratch(N);

    private interface Random {
        void run(long seed, long first, float[] y, int n, Scratch scratch);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1234567890123L})
    void uniformNumbersAreUniform(long seed) {
        float[] x = uniform(seed, 0);
        int[] counts = new int[256];
        for (float u : x) {
            assertThat(u >= 0 && u < 1).isTrue();
            counts[(int) (u * 256)]++;
        }
        double chi2 = 0;
        for (int count : counts) {
            chi2 += Math.pow(count - N / 256.0, 2) / (N / 256.0);
        }
        assertThat(chi2).isBetween(255 - 5 * Math.sqrt(510), 255 + 5 * Math.sqrt(510));
        assertThat(mean(x)).isCloseTo(0.5, within(SIGMAS / Math.sqrt(12)));
        assertThat(variance(x)).isCloseTo(1 / 12.0, within(SIGMAS / Math.sqrt(180)));
    }

    @Test
    void neighbouringPlacesAreNotCorrelated() {
        float[] x = uniform(7, 0);
        for (int step : new int[] {1, 2, 3, 7, 16, 64, 100, 128, 256, 1000, 1024, 4096, 65536}) {
            float[] shifted = uniform(7, step);
            assertThat(correlation(x, shifted)).as("step %s", step).isCloseTo(0, within(SIGMAS));
        }
    }

    @Test
    void neighbouringSeedsAreNotCorrelated() {
        float[] x = uniform(0, 0);
        for (int bit = 0; bit < 64; bit++) {
            assertThat(correlation(x, uniform(1L << bit, 0)))
                    .as("seed 2^%s", bit)
                    .isCloseTo(0, within(SIGMAS));
        }
        for (long seed = 1; seed < 20; seed++) {
            assertThat(correlation(uniform(seed, 0), uniform(seed + 1, 0))).isCloseTo(0, within(SIGMAS));
            assertThat(correlation(uniform(seed, 0), uniform(seed + 1, 1))).isCloseTo(0, within(SIGMAS));
            assertThat(correlation(uniform(seed, 1), uniform(seed + 1, 0))).isCloseTo(0, within(SIGMAS));
        }
    }

    /** What a seed gives at one place, over neighbouring seeds, is uniform, too: each step of a training has its own. */
    @Test
    void onePlaceOfManySeedsIsUniform() {
        int n = 1 << 16;
        float[] x = new float[n];
        float[] one = new float[1];
        Scratch scratch = new Scratch(1);
        for (int seed = 0; seed < n; seed++) {
            RandomLoops.uniform(seed, 3, one, 1, scratch);
            x[seed] = one[0];
        }
        double sigmas = 5 / Math.sqrt(n);
        assertThat(mean(x)).isCloseTo(0.5, within(sigmas / Math.sqrt(12)));
        assertThat(variance(x)).isCloseTo(1 / 12.0, within(sigmas / Math.sqrt(180)));
        assertThat(correlation(Arrays.copyOfRange(x, 0, n - 1), Arrays.copyOfRange(x, 1, n)))
                .isCloseTo(0, within(sigmas));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
    void dropoutDropsWhereTheUniformNumberIsBelowTheRate(double rate) {
        float[] x = uniform(3, 5);
        float[] y = new float[N];
        RandomLoops.dropout(rate, 3, 5, y, N, SCRATCH);
        for (int i = 0; i < N; i++) {
            if (y[i] != (x[i] < rate ? 0 : (float) (1 / (1 - rate)))) {
                throw new AssertionError("factor " + y[i] + " of " + x[i]);
            }
        }
        assertThat(mean(y)).isCloseTo(1, within(1e-6 + SIGMAS * Math.sqrt(rate / (1 - rate))));
    }

    @Test
    void normalNumbersAreNormal() {
        float[] x = new float[N];
        RandomLoops.normal(11, 0, x, N, SCRATCH);
        assertThat(mean(x)).isCloseTo(0, within(SIGMAS));
        assertThat(variance(x)).isCloseTo(1, within(SIGMAS * Math.sqrt(2)));
        float[] other = new float[N];
        RandomLoops.normal(11, 1, other, N, SCRATCH);
        assertThat(correlation(x, other)).isCloseTo(0, within(SIGMAS));
        RandomLoops.normal(12, 0, other, N, SCRATCH);
        assertThat(correlation(x, other)).isCloseTo(0, within(SIGMAS));
        Arrays.sort(x);
        double distance = 0;
        for (int i = 0; i < N; i++) {
            distance = Math.max(distance, Math.abs((i + 0.5) / N - 0.5 * Erf.erfc(-x[i] / Math.sqrt(2))));
        }
        // Kolmogorov and Smirnov: larger once in 100,000 times.
        assertThat(distance).isLessThan(2.47 / Math.sqrt(N));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 12345, (1L << 32) - 100, (5L << 32) - 7, -50})
    void aRangeMayBeCutAnywhere(long first) {
        Random[] all = {
            RandomLoops::uniform, RandomLoops::normal, (s, f, y, n, t) -> RandomLoops.dropout(0.5, s, f, y, n, t)
        };
        for (Random random : all) {
            int n = 300;
            float[] whole = new float[n];
            random.run(9, first, whole, n, SCRATCH);
            float[] again = new float[n];
            for (int from = 0, length = 1; from < n; from += length, length = Math.min(length + 5, n - from)) {
                float[] piece = new float[length];
                random.run(9, first + from, piece, length, new Scratch(length));
                System.arraycopy(piece, 0, again, from, length);
            }
            assertThat(again).isEqualTo(whole);
        }
    }

    @Test
    void placesBeyondAnIntHaveNumbersOfTheirOwn() {
        assertThat(correlation(uniform(1, 0), uniform(1, 1L << 32))).isCloseTo(0, within(SIGMAS));
        assertThat(correlation(uniform(1, 0), uniform(1, 1L << 40))).isCloseTo(0, within(SIGMAS));
    }

    private static float[] uniform(long seed, long first) {
        float[] x = new float[N];
        RandomLoops.uniform(seed, first, x, N, SCRATCH);
        return x;
    }

    private static double mean(float[] x) {
        double sum = 0;
        for (float v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    private static double variance(float[] x) {
        double mean = mean(x);
        double sum = 0;
        for (float v : x) {
            sum += (v - mean) * (v - mean);
        }
        return sum / x.length;
    }

    private static double correlation(float[] x, float[] y) {
        double xMean = mean(x);
        double yMean = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - xMean) * (y[i] - yMean);
        }
        return sum / x.length / Math.sqrt(variance(x) * variance(y));
    }
}
