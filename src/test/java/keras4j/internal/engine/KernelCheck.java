package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import keras4j.core.Parallel;
import keras4j.core.SampleKernel;

/** Compares a kernel with the same said by plain loops in double, and its gradients with differences of these. */
final class KernelCheck {
    /** Where a layer's weights begin among those of a model, and how many stand behind them. */
    static final int OFFSET = 3;

    private static final double STEP = 1e-5;
    private static final float UNTOUCHED = -77;
    private static final int PLACES = 60;

    /** What the kernel computes. */
    interface Plain {
        double[] apply(double[] weights, double[] x, int samples);
    }

    private final Plain plain;
    private final int inputSize;
    private final int trained;
    private final float[] weights;
    private final int samples;
    private final float[] x;
    private final double[] xs;
    private final double[] ws;

    private KernelCheck(Plain plain, int inputSize, int trained, float[] weights, float[] x, int samples) {
        this.plain = plain;
        this.inputSize = inputSize;
        this.trained = trained;
        this.weights = weights;
        this.samples = samples;
        this.x = x;
        xs = doubles(Arrays.copyOf(x, samples * inputSize));
        ws = doubles(weights);
    }

    /**
     * @param kernel makes a new one each time
     * @param weights the layer's, from {@link #OFFSET} on, as many numbers behind them
     */
    static void check(Supplier<SampleKernel> kernel, Plain plain, int inputSize, float[] weights, int samples) {
        check(kernel, plain, inputSize, weights.length - 2 * OFFSET, weights, samples);
    }

    /** The same for a layer of which only the first so many weights have gradients. */
    static void check(
            Supplier<SampleKernel> kernel, Plain plain, int inputSize, int trained, float[] weights, int samples) {
        check(kernel, plain, inputSize, trained, weights, random((samples + 2) * inputSize, 1), samples);
    }

    /** The same for inputs of two samples more than are looked at. */
    static void check(
            Supplier<SampleKernel> kernel, Plain plain, int inputSize, float[] weights, float[] x, int samples) {
        check(kernel, plain, inputSize, weights.length - 2 * OFFSET, weights, x, samples);
    }

    private static void check(
            Supplier<SampleKernel> kernel,
            Plain plain,
            int inputSize,
            int trained,
            float[] weights,
            float[] x,
            int samples) {
        KernelCheck check = new KernelCheck(plain, inputSize, trained, weights, x, samples);
        int threads = Parallel.threads();
        try {
            for (int count : new int[] {1, Parallel.PARTS}) {
                Parallel.setThreads(count);
                check.run(kernel.get());
            }
        } finally {
            Parallel.setThreads(threads);
        }
    }

    private void run(SampleKernel kernel) {
        int size = kernel.outputSize();
        float[] y = new float[(samples + 2) * size];
        float[] dy = random(y.length, 2);
        float[] gradients = new float[weights.length];
        float[] dx = new float[x.length];
        kernel.weightsChanged(weights);
        // A larger batch before, with other numbers.
        kernel.forward(weights, random(x.length, 3), y, samples + 2, true);
        kernel.backward(weights, x, y, dy, dx, gradients, samples + 2);

        Arrays.fill(y, UNTOUCHED);
        Arrays.fill(dx, UNTOUCHED);
        Arrays.fill(gradients, UNTOUCHED);
        kernel.forward(weights, x, y, samples, true);
        assertClose(y, plain.apply(ws, xs, samples), samples * size);
        // Backward may change what it is given.
        dy = random(y.length, 2);
        kernel.backward(weights, x, y, dy.clone(), dx, gradients, samples);
        compare(dx, 0, xs, 0, dy, samples * inputSize);
        compare(gradients, OFFSET, ws, OFFSET, dy, trained);
        for (int i = samples * inputSize; i < dx.length; i++) {
            assertThat(dx[i]).isEqualTo(UNTOUCHED);
        }
        for (int i = 0; i < gradients.length; i++) {
            if (i < OFFSET || i >= OFFSET + trained) {
                assertThat(gradients[i]).isEqualTo(UNTOUCHED);
            }
        }
        float[] again = new float[gradients.length];
        kernel.forward(weights, x, y, samples, true);
        kernel.backward(weights, x, y, dy.clone(), null, again, samples);
        assertClose(again, OFFSET, doubles(Arrays.copyOfRange(gradients, OFFSET, OFFSET + trained)), trained);
    }

    /** At some places. */
    private void compare(float[] found, int from, double[] variables, int first, float[] dy, int count) {
        double largest = 1e-3;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(found[from + i]));
        }
        SplittableRandom random = new SplittableRandom(4);
        for (int k = 0; k < PLACES && count > 0; k++) {
            int i = count <= PLACES ? k % count : random.nextInt(count);
            double kept = variables[first + i];
            variables[first + i] = kept + STEP;
            double up = sum(dy);
            variables[first + i] = kept - STEP;
            double down = sum(dy);
            variables[first + i] = kept;
            assertThat((double) found[from + i])
                    .as("gradient number " + i)
                    .isCloseTo((up - down) / (2 * STEP), within(5e-5 * largest));
        }
    }

    private double sum(float[] dy) {
        double[] y = plain.apply(ws, xs, samples);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * dy[i];
        }
        return sum;
    }

    /** Equal but for rounding, and nothing written behind them. */
    private static void assertClose(float[] found, double[] expected, int count) {
        assertThat(expected).hasSize(count);
        assertClose(found, 0, expected, count);
        for (int i = count; i < found.length; i++) {
            assertThat(found[i]).isEqualTo(UNTOUCHED);
        }
    }

    static void assertClose(float[] found, int from, double[] expected, int count) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(found[from + i] - expected[i]) <= 2e-5 * Math.max(1e-3, largest))) {
                assertThat((double) found[from + i]).as("number " + i).isEqualTo(expected[i]);
            }
        }
    }

    /** Between -1 and 1. */
    static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** The weights of a layer that has so many, with others before and behind. */
    static float[] weights(int count) {
        return random(count + 2 * OFFSET, 5);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
