package keras4j.internal.engine;

import static keras4j.internal.engine.KernelCheck.OFFSET;

import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.layers.LSTM;
import keras4j.layers.LayerHooks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products by loops and by BLAS, gates, masks and both directions; by one thread and by all. */
class LstmKernelTest {
    private record Sizes(int steps, int in, int units) {}

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] run(
            Sizes size,
            boolean bias,
            boolean sequences,
            boolean backwards,
            Mask mask,
            double[] w,
            double[] x,
            int samples) {
        int units = size.units;
        double[] y = new double[samples * units * (sequences ? size.steps : 1)];
        for (int sample = 0; sample < samples; sample++) {
            double[] h = new double[units];
            double[] c = new double[units];
            for (int step = 0; step < size.steps; step++) {
                int time = backwards ? size.steps - 1 - step : step;
                if (mask == null || mask.counts(sample, time)) {
                    step(size, bias, w, x, (sample * size.steps + time) * size.in, h, c);
                }
                int place = sequences ? sample * size.steps + step : sample;
                System.arraycopy(h, 0, y, place * units, units);
            }
        }
        return y;
    }

    private static void step(Sizes size, boolean bias, double[] w, double[] x, int from, double[] h, double[] c) {
        int units = size.units;
        double[] sums = new double[4 * units];
        for (int k = 0; k < sums.length; k++) {
            for (int i = 0; i < size.in; i++) {
                sums[k] += x[from + i] * w[OFFSET + i * sums.length + k];
            }
            for (int j = 0; j < units; j++) {
                sums[k] += h[j] * w[OFFSET + (size.in + j) * sums.length + k];
            }
            sums[k] += bias ? w[OFFSET + (size.in + units) * sums.length + k] : 0;
        }
        for (int j = 0; j < units; j++) {
            double candidate = Math.tanh(sums[2 * units + j]);
            c[j] = sigmoid(sums[units + j]) * c[j] + sigmoid(sums[j]) * candidate;
            h[j] = sigmoid(sums[3 * units + j]) * Math.tanh(c[j]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, true, false, false, false",
        "5, 3, 4, true, false, false, false",
        "5, 3, 4, false, true, false, false",
        "4, 2, 5, true, true, true, false",
        "6, 3, 4, true, false, false, true",
        "6, 3, 4, true, true, false, true",
        "6, 3, 4, false, true, true, true",
        "3, 33, 37, true, false, true, true",
        "4, 24, 48, true, true, false, false"
    })
    void asPlainLoops(
            int steps, int in, int units, boolean bias, boolean sequences, boolean backwards, boolean isMasked) {
        int samples = 5;
        Mask mask = isMasked ? mask(steps, samples + 2) : null;
        Sizes size = new Sizes(steps, in, units);
        KernelCheck.check(
                () -> kernel(size, bias, sequences, backwards, mask),
                (w, x, n) -> run(size, bias, sequences, backwards, mask, w, x, n),
                steps * in,
                KernelCheck.weights((in + units + (bias ? 1 : 0)) * 4 * units),
                samples);
    }

    private static SampleKernel kernel(Sizes size, boolean bias, boolean sequences, boolean backwards, Mask mask) {
        LSTM layer =
                new LSTM(size.units).useBias(bias).returnSequences(sequences).goBackwards(backwards);
        return LayerHooks.kernels(layer, Shape.of(size.steps, size.in), OFFSET, mask, mask)
                .get(0);
    }

    /** Gaps within and at both ends; of the first sample, nothing counts. */
    private static Mask mask(int steps, int samples) {
        Mask mask = new Mask(steps, 1, 0);
        float[] source = new float[steps * samples];
        for (int i = steps; i < source.length; i++) {
            source[i] = i * i % 5 % 3;
        }
        mask.find(source, samples);
        return mask;
    }
}
