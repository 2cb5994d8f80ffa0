package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import keras4j.activations.Relu;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A convolution with what follows it gives what the kernels give one after the other. */
class EpilogueTest {
    private static final int SAMPLES = 7;
    private static final int[] ONE = {1, 1};

    /** An image's height and width; the pooling's size, stride and padding, size 0 for none. */
    record Case(int height, int width, int channels, boolean relu, int size, int stride, boolean same) {
        Window convolution() {
            return new Window("Conv2D", Shape.of(height, width, channels), new int[] {3, 2}, ONE, ONE, false);
        }

        Window pooling(int filters) {
            Window before = convolution();
            Shape image = Shape.of(before.outputHeight(), before.outputWidth(), filters);
            int[] strides = {stride, stride};
            return new Window("MaxPooling2D", image, new int[] {size, size}, strides, ONE, same);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(28, 28, 1, true, 2, 2, false),
                new Case(13, 13, 8, true, 2, 2, false), // the last row and column are in no pool
                new Case(13, 13, 8, false, 2, 2, false),
                new Case(13, 12, 8, true, 0, 1, false),
                new Case(13, 12, 8, true, 3, 2, false), // pools that overlap
                new Case(13, 12, 8, true, 3, 2, true), // and reach beyond the image
                new Case(14, 11, 3, true, 2, 3, false)); // numbers between pools are in none
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheKernelsGiveOneAfterTheOther(Case c) {
        int filters = 6;
        int offset = 5;
        ConvolutionKernel convolution = new ConvolutionKernel(c.convolution(), filters, 1, offset, true);
        int inner = 6 * c.channels();
        float[] weights = random(offset + (inner + 1) * filters, 1);
        Kernel[] apart = {
            convolution,
            new ActivationKernel(new Relu(), filters, convolution.outputSize() / filters),
            c.size() > 0 ? new MaxPoolingKernel(c.pooling(filters)) : null
        };
        ConvolutionKernel fused = c.relu() ? convolution.withRelu() : convolution;
        if (c.size() > 0) {
            fused = fused.with(new MaxPoolingKernel(c.pooling(filters)));
        }

        float[] x = random(SAMPLES * c.height() * c.width() * c.channels(), 2);
        float[][] values = {x, null, null, null};
        int last = 0;
        for (int k = 0; k < apart.length; k++) {
            if (apart[k] != null && (k != 1 || c.relu())) {
                values[k + 1] = new float[SAMPLES * apart[k].outputSize()];
                apart[k].forward(weights, values[last], values[k + 1], SAMPLES, true);
                last = k + 1;
            }
        }
        float[] y = new float[SAMPLES * fused.outputSize()];
        fused.forward(weights, x, y, SAMPLES, true);
        assertClose(y, values[last]);

        float[] dy = random(y.length, 3);
        float[] expected = new float[weights.length];
        float[] gradient = dy.clone();
        for (int k = apart.length - 1, before; k >= 0; k--) {
            if (values[k + 1] != null) {
                before = k;
                while (values[before] == null) {
                    before--;
                }
                float[] dx = new float[values[before].length];
                apart[k].backward(weights, values[before], values[k + 1], gradient, dx, expected, SAMPLES);
                gradient = dx;
            }
        }
        float[] dx = new float[x.length];
        float[] gradients = new float[weights.length];
        fused.backward(weights, x, y, dy.clone(), dx, gradients, SAMPLES);
        assertClose(dx, gradient);
        assertClose(gradients, expected);
    }

    @Test
    void thereIsOnePoolingAtMost() {
        Window window = new Case(8, 8, 1, true, 2, 2, false).convolution();
        ConvolutionKernel convolution = new ConvolutionKernel(window, 4, 1, 0, false);
        Window pools = new Window("MaxPooling2D", Shape.of(6, 7, 4), new int[] {2, 2}, ONE, ONE, false);
        Window more = new Window("MaxPooling2D", Shape.of(5, 6, 4), new int[] {2, 2}, ONE, ONE, false);

        assertThat(convolution.with(new MaxPoolingKernel(pools)).with(new MaxPoolingKernel(more)))
                .isNull();
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
        assertThat(error).isLessThanOrEqualTo(1e-6f * largest);
        assertThat(largest).isPositive();
    }
}
