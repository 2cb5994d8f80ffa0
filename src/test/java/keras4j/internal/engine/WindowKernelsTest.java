package keras4j.internal.engine;

import static keras4j.internal.engine.KernelCheck.OFFSET;

import java.util.stream.Stream;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution and poolings: every padding, stride, dilation and group, by loops and by BLAS, with one thread and with all. */
class WindowKernelsTest {
    /** A window as Keras says it, over images (height, width, channels). */
    private record Sight(int height, int width, int channels, int[] size, int[] strides, int[] dilation, boolean same) {
        private Window window() {
            return new Window(
                    "test",
                    Shape.of(height, width, channels),
                    size,
                    strides,
                    dilation,
                    same ? Window.Border.SAME : Window.Border.VALID);
        }

        private int length(int axis) {
            return axis == 0 ? height : width;
        }

        private int reach(int axis) {
            return (size[axis] - 1) * dilation[axis] + 1;
        }

        /** How many positions there are: TensorFlow's definition. */
        private int positions(int axis) {
            int free = same ? length(axis) : length(axis) - reach(axis) + 1;
            return (free + strides[axis] - 1) / strides[axis];
        }

        /** Where a tap is along an axis; outside of the image if it is in the padding. */
        private int place(int axis, int position, int tap) {
            int all = Math.max((positions(axis) - 1) * strides[axis] + reach(axis) - length(axis), 0);
            return position * strides[axis] + tap * dilation[axis] - (same ? all / 2 : 0);
        }

        private boolean isInside(int row, int column) {
            return row >= 0 && row < height && column >= 0 && column < width;
        }

        private int imageSize() {
            return height * width * channels;
        }

        private int index(int sample, int row, int column, int channel) {
            return ((sample * height + row) * width + column) * channels + channel;
        }
    }

    private static Sight sight(String given, int channels) {
        String[] parts = given.split(" ");
        return new Sight(
                number(parts[0], 0),
                number(parts[0], 1),
                channels,
                pair(parts[1]),
                pair(parts[2]),
                pair(parts[3]),
                parts[4].equals("same"));
    }

    private static int[] pair(String text) {
        return new int[] {number(text, 0), number(text, 1)};
    }

    private static int number(String text, int part) {
        return Integer.parseInt(text.split("x")[part]);
    }

    /** Image, taps, strides, dilation. */
    private static Stream<String> windows() {
        return Stream.of(
                "5x6 3x3 1x1 1x1 valid",
                "5x6 3x3 1x1 1x1 same",
                "7x5 2x2 1x1 1x1 same",
                "7x5 2x2 2x2 1x1 valid",
                "7x5 2x2 2x2 1x1 same",
                "6x9 2x3 3x1 1x1 valid",
                "6x9 4x3 2x3 1x1 same",
                "9x8 3x2 1x1 2x3 valid",
                "7x8 3x3 1x1 2x1 same",
                "5x4 1x1 1x1 1x1 valid",
                "5x4 1x1 2x3 1x1 same",
                "3x2 5x4 1x1 1x1 same",
                "3x4 3x4 1x1 1x1 valid",
                "1x1 3x3 2x2 1x1 same");
    }

    private static double[] convolve(
            Sight at, int filters, int groups, boolean bias, double[] weights, double[] x, int samples) {
        int rows = at.positions(0);
        int columns = at.positions(1);
        int each = at.channels / groups;
        double[] y = new double[samples * rows * columns * filters];
        for (int i = 0; i < y.length; i++) {
            int filter = i % filters;
            int column = i / filters % columns;
            int row = i / filters / columns % rows;
            int sample = i / filters / columns / rows;
            int group = filter / (filters / groups);
            y[i] = bias ? weights[OFFSET + at.size[0] * at.size[1] * each * filters + filter] : 0;
            for (int tap = 0; tap < at.size[0] * at.size[1]; tap++) {
                int r = at.place(0, row, tap / at.size[1]);
                int c = at.place(1, column, tap % at.size[1]);
                for (int k = 0; k < each && at.isInside(r, c); k++) {
                    y[i] += x[at.index(sample, r, c, group * each + k)]
                            * weights[OFFSET + (tap * each + k) * filters + filter];
                }
            }
        }
        return y;
    }

    private static void checkConvolution(Sight at, int filters, int groups, boolean bias, int samples) {
        int count = at.size[0] * at.size[1] * at.channels / groups * filters + (bias ? filters : 0);
        KernelCheck.check(
                () -> new ConvolutionKernel(at.window(), filters, groups, OFFSET, bias),
                (weights, x, n) -> convolve(at, filters, groups, bias, weights, x, n),
                at.imageSize(),
                KernelCheck.weights(count),
                samples);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void convolution(String window) {
        checkConvolution(sight(window, 2), 3, 1, true, 3);
        checkConvolution(sight(window, 1), 1, 1, false, 1);
        checkConvolution(sight(window, 6), 4, 2, true, 2);
        checkConvolution(sight(window, 3), 6, 3, false, 2);
    }

    /** So large that BLAS is called, by several threads. */
    @ParameterizedTest
    @CsvSource({
        "17x13 3x3 1x1 1x1 valid, 8, 16, 1",
        "17x13 3x3 1x1 1x1 same, 8, 16, 1",
        "16x16 2x3 2x1 1x1 same, 12, 8, 1",
        "15x14 3x3 1x1 2x2 same, 8, 8, 4",
        "15x14 3x3 3x2 1x1 valid, 16, 8, 2",
        "20x21 5x5 1x1 1x1 valid, 1, 7, 1"
    })
    void largeConvolution(String window, int channels, int filters, int groups) {
        checkConvolution(sight(window, channels), filters, groups, true, 5);
    }

    /** Of the numbers that a window sees inside of the image. */
    private static double[] pool(Sight at, boolean largest, double[] x, int samples) {
        int rows = at.positions(0);
        int columns = at.positions(1);
        double[] y = new double[samples * rows * columns * at.channels];
        for (int i = 0; i < y.length; i++) {
            int channel = i % at.channels;
            int column = i / at.channels % columns;
            int row = i / at.channels / columns % rows;
            int sample = i / at.channels / columns / rows;
            int seen = 0;
            double all = largest ? Double.NEGATIVE_INFINITY : 0;
            for (int tap = 0; tap < at.size[0] * at.size[1]; tap++) {
                int r = at.place(0, row, tap / at.size[1]);
                int c = at.place(1, column, tap % at.size[1]);
                if (at.isInside(r, c)) {
                    double number = x[at.index(sample, r, c, channel)];
                    all = largest ? Math.max(all, number) : all + number;
                    seen++;
                }
            }
            y[i] = largest ? all : all / seen;
        }
        return y;
    }

    private static Stream<Arguments> poolings() {
        Stream<String> large = Stream.of("40x41 2x2 2x2 1x1 valid", "41x40 3x3 2x2 1x1 same", "40x40 2x2 2x2 1x1 same");
        return Stream.concat(
                        windows().filter(window -> window.contains(" 1x1 valid") || window.contains(" 1x1 same")),
                        large)
                .flatMap(window -> Stream.of(
                        Arguments.of(window, 1, true),
                        Arguments.of(window, 5, true),
                        Arguments.of(window, 5, false),
                        Arguments.of(window, 32, false)));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void pooling(String window, int channels, boolean largest) {
        Sight at = sight(window, channels);
        KernelCheck.check(
                () -> kernel(at.window(), largest),
                (weights, x, n) -> pool(at, largest, x, n),
                at.imageSize(),
                KernelCheck.weights(0),
                at.height < 40 ? 3 : 2);
    }

    private static SampleKernel kernel(Window window, boolean largest) {
        return largest ? new MaxPoolingKernel(window) : new AveragePoolingKernel(window);
    }
}
