package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A convolution with what follows it gives what the kernels give one after the other. */
class EpilogueTest {
    private static final int SAMPLES = 7;
    private static final int FILTERS = 6;
    private static final int OFFSET = 5;
    private static final int[] ONE = {1, 1};

    /** An image's height, width and channels; what follows the convolution, a pool of size 0 being none. */
    record Case(int height, int width, int channels, boolean same, boolean relu, int pool) {
        Window window() {
            return new Window(
                    "Conv2D",
                    Shape.of(height, width, channels),
                    new int[] {3, 2},
                    ONE,
                    ONE,
                    same ? Window.Border.SAME : Window.Border.VALID);
        }

        MaxPoolingKernel pooling() {
            return EpilogueTest.pooling(window(), pool, pool, false);
        }

        /** The kernels one after the other. */
        List<SampleKernel> kernels() {
            List<SampleKernel> all = new ArrayList<>();
            all.add(convolution(this));
            if (relu) {
                all.add(new ActivationKernel(
                        new ArrayRelu(), FILTERS, all.get(0).outputSize() / FILTERS));
            }
            if (pool > 0) {
                all.add(pooling());
            }
            return all;
        }
    }

    private static ConvolutionKernel convolution(Case c) {
        return new ConvolutionKernel(c.window(), FILTERS, 1, OFFSET, true);
    }

    private static MaxPoolingKernel pooling(Window before, int size, int stride, boolean same) {
        Shape image = Shape.of(before.outputHeight(), before.outputWidth(), FILTERS);
        int[] strides = {stride, stride};
        return new MaxPoolingKernel(new Window(
                "MaxPooling2D",
                image,
                new int[] {size, size},
                strides,
                ONE,
                same ? Window.Border.SAME : Window.Border.VALID));
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(28, 28, 1, false, true, 2),
                new Case(13, 13, 8, false, true, 2), // the last row and column are in no pool
                new Case(13, 13, 8, false, false, 2),
                new Case(12, 12, 3, true, true, 3),
                new Case(60, 50, 3, true, true, 2), // an image is more than BLAS multiplies at once
                new Case(13, 12, 8, false, true, 0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheKernelsGiveOneAfterTheOther(Case c) {
        List<SampleKernel> kernels = c.kernels();
        ConvolutionKernel fused = c.relu() ? convolution(c).with(new ArrayRelu()) : convolution(c);
        if (c.pool() > 0) {
            fused = fused.with(c.pooling());
        }
        float[] weights = random(OFFSET + (6 * c.channels() + 1) * FILTERS, 1);
        List<float[]> values = new ArrayList<>(List.of(random(SAMPLES * c.height() * c.width() * c.channels(), 2)));
        for (SampleKernel kernel : kernels) {
            float[] y = new float[SAMPLES * kernel.outputSize()];
            kernel.forward(weights, values.get(values.size() - 1), y, SAMPLES, true);
            values.add(y);
        }
        float[] x = values.get(0);
        float[] y = new float[SAMPLES * fused.outputSize()];
        fused.forward(weights, x, y, SAMPLES, false);
        assertClose(y, values.get(kernels.size()));
        fused.forward(weights, x, y, SAMPLES, true);
        assertClose(y, values.get(kernels.size()));

        float[] dy = random(y.length, 3);
        float[] gradients = new float[weights.length];
        float[] dx = new float[x.length];
        fused.backward(weights, x, y, dy.clone(), dx, gradients, SAMPLES);
        float[] gradient = dy;
        float[] expected = new float[weights.length];
        for (int k = kernels.size() - 1; k >= 0; k--) {
            float[] before = new float[values.get(k).length];
            kernels.get(k).backward(weights, values.get(k), values.get(k + 1), gradient, before, expected, SAMPLES);
            gradient = before;
        }
        assertClose(dx, gradient);
        assertClose(gradients, expected);
    }

    @Test
    void onlyPoolsThatDivideAnImageAreTakenAndOnlyOnce() {
        Case c = new Case(13, 12, 8, false, true, 2);

        assertThat(convolution(c).with(pooling(c.window(), 3, 2, false))).isNull();
        assertThat(convolution(c).with(pooling(c.window(), 2, 3, false))).isNull();
        assertThat(convolution(c).with(pooling(c.window(), 3, 3, true))).isNull();
        assertThat(convolution(c).with(c.pooling()).with(c.pooling())).isNull();
    }

    private static float[] random(int length, int seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        float largest = 0;
        float error = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(expected[i] - actual[i]));
        }
        assertThat(largest).isPositive();
        assertThat(error).isLessThanOrEqualTo(2e-6f * largest);
    }
}
