package keras4j.internal.engine;

import static keras4j.internal.engine.KernelCheck.OFFSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of channels, with and without gamma, beta and a mask, frozen or not; by one thread and by all. */
class BatchNormalizationKernelTest {
    private static final double EPSILON = 0.01;
    private static final double MOMENTUM = 0.7;

    /** Where gamma, beta, mean and variance are. */
    private static BatchNormalizationKernel.Places places(int channels, boolean scale, boolean center) {
        int beta = OFFSET + (scale ? channels : 0);
        int mean = beta + (center ? channels : 0);
        return new BatchNormalizationKernel.Places(scale ? OFFSET : -1, center ? beta : -1, mean, mean + channels);
    }

    /** A mask of which every third position does not count, of the first sample none. */
    private static Mask mask(int positions, int samples) {
        Mask mask = new Mask(positions, 1, 0);
        float[] source = new float[positions * samples];
        for (int i = positions; i < source.length; i++) {
            source[i] = i % 3;
        }
        mask.find(source, samples);
        return mask;
    }

    /** Mean and variance of a channel over all rows, or those of a mask that repeats itself over so many positions. */
    private static double[] moments(double[] x, int channels, int c, Mask mask) {
        double[] moments = new double[2];
        for (int moment = 0; moment < 2; moment++) {
            double sum = 0;
            double count = 0;
            for (int i = c; i < x.length; i += channels) {
                int row = i / channels;
                if (mask == null || mask.counts(row / mask.positions(), row % mask.positions())) {
                    sum += moment == 0 ? x[i] : (x[i] - moments[0]) * (x[i] - moments[0]);
                    count++;
                }
            }
            moments[moment] = sum / count;
        }
        return moments;
    }

    private static double[] normalize(
            BatchNormalizationKernel.Places at, int channels, boolean frozen, Mask mask, double[] weights, double[] x) {
        double[] y = new double[x.length];
        for (int c = 0; c < channels; c++) {
            double[] moments = frozen
                    ? new double[] {weights[at.mean() + c], weights[at.variance() + c]}
                    : moments(x, channels, c, mask);
            for (int i = c; i < x.length; i += channels) {
                y[i] = (x[i] - moments[0]) / Math.sqrt(moments[1] + EPSILON);
                y[i] *= at.gamma() < 0 ? 1 : weights[at.gamma() + c];
                y[i] += at.beta() < 0 ? 0 : weights[at.beta() + c];
            }
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, true, true, false, false",
        "5, 1, true, true, false, false",
        "3, 7, true, false, false, false",
        "4, 6, false, true, false, false",
        "2, 9, false, false, false, false",
        "3, 5, true, true, true, false",
        "64, 900, true, true, false, false",
        "3, 20000, true, true, false, false",
        "1, 6, true, true, false, true",
        "4, 7, true, true, false, true",
        "4, 7, false, false, false, true",
        "5, 8, true, true, true, true",
        "16, 3000, true, true, false, true"
    })
    void asPlainLoops(int channels, int rows, boolean scale, boolean center, boolean frozen, boolean isMasked) {
        int samples = 4;
        BatchNormalizationKernel.Places at = places(channels, scale, center);
        float[] weights = KernelCheck.weights(at.variance() + channels - OFFSET);
        for (int c = 0; c < channels; c++) {
            weights[at.variance() + c] += 1.5f;
        }
        // The state behind gamma and beta has no gradients: to the check it is no part of the layer.
        int own = at.mean() - OFFSET;
        Mask mask = isMasked ? mask(rows, samples + 2) : null;
        KernelCheck.check(
                () -> kernel(channels, rows, at, frozen, mask),
                (w, x, n) -> normalize(at, channels, frozen, mask, w, x),
                rows * channels,
                own,
                weights,
                samples);
        assertState(kernel(channels, rows, at, frozen, mask), at, weights, channels, rows, frozen, mask);
    }

    private static SampleKernel kernel(
            int channels, int rows, BatchNormalizationKernel.Places at, boolean frozen, Mask mask) {
        int[] positions = new int[rows * channels];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i / channels;
        }
        MaskedMoments moments = mask == null ? null : new MaskedMoments(mask, positions, channels);
        return new BatchNormalizationKernel(channels, rows, at, MOMENTUM, EPSILON, frozen, moments);
    }

    private static void assertState(
            SampleKernel kernel,
            BatchNormalizationKernel.Places at,
            float[] weights,
            int channels,
            int rows,
            boolean frozen,
            Mask mask) {
        float[] x = KernelCheck.random(4 * rows * channels, 1);
        double[] xs = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            xs[i] = x[i];
        }
        kernel.forward(weights, x, new float[x.length], 4, true);
        float[] changes = new float[weights.length];
        kernel.updateState(weights, changes);
        for (int c = 0; c < channels; c++) {
            double[] moments = moments(xs, channels, c, mask);
            double share = frozen ? 0 : 1 - MOMENTUM;
            assertThat((double) changes[at.mean() + c])
                    .isCloseTo(share * (moments[0] - weights[at.mean() + c]), within(1e-6));
            assertThat((double) changes[at.variance() + c])
                    .isCloseTo(share * (moments[1] - weights[at.variance() + c]), within(1e-6));
        }
    }
}
