package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution and poolings against plain loops in double, and their gradients against differences of these: every padding,
 * stride, dilation and group, by loops and by BLAS, with one thread and with all.
 */
class WindowKernelsTest {
    /** Where weights begin among others, and how many stand behind them. */
    private static final int OFFSET = 3;

    private static final double STEP = 1e-5;
    private static final float UNTOUCHED = -77;
    private static final int PLACES = 60;

    /** A window as Keras says it, over images (height, width, channels). */
    private record Sight(int height, int width, int channels, int[] size, int[] strides, int[] dilation, boolean same) {
        private Windows windows() {
            return new Windows(list(size), list(strides), list(dilation));
        }

        private Window.Border border() {
            return same ? Window.Border.SAME : Window.Border.VALID;
        }

        private static List<Integer> list(int[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
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

    /** What is computed of the values of some leaves. */
    private interface Op {
        Symbol of(List<Symbol> leaves);
    }

    private interface Plain {
        double[] of(List<double[]> leaves);
    }

    /**
     * Compares both, with one thread and with all.
     *
     * @param shapes those of the leaves: an input, then weights, which stand behind each other among others
     */
    private static void check(Op op, Plain plain, Shape... shapes) {
        int threads = Parallel.threads();
        try {
            for (int count : new int[] {1, Parallel.PARTS}) {
                Parallel.setThreads(count);
                run(op, plain, shapes);
            }
        } finally {
            Parallel.setThreads(threads);
        }
    }

    private static void run(Op op, Plain plain, Shape... shapes) {
        Trace trace = new Trace(true);
        Map<Symbol, View> places = new HashMap<>();
        List<Symbol> leaves = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        int count = Arrays.stream(shapes).skip(1).mapToInt(Shape::size).sum();
        float[] weights = random(count + 2 * OFFSET, 5);
        float[] gradients = new float[weights.length];
        Arrays.fill(gradients, UNTOUCHED);
        Buffer ofWeights = Buffer.of(weights);
        int at = OFFSET;
        for (Shape shape : shapes) {
            Symbol leaf = trace.input(shape);
            boolean isInput = leaves.isEmpty();
            View view = isInput ? View.of(Buffer.of(random(shape.size(), 1)), shape) : View.of(ofWeights, at, shape);
            at += isInput ? 0 : shape.size();
            places.put(leaf, view);
            leaves.add(leaf);
            numbers.add(doubles(view));
        }
        Symbol y = op.of(leaves);
        Symbol seed = trace.input(y.shape());
        float[] dy = random(y.shape().size(), 2);
        places.put(seed, View.of(Buffer.of(dy), y.shape()));
        List<Symbol> found = Gradients.of(List.of(y), List.of(seed), leaves);
        at = OFFSET;
        for (int i = 1; i < shapes.length; i++) {
            places.put(found.get(i), View.of(Buffer.of(gradients), at, shapes[i]));
            at += shapes[i].size();
        }
        Plan plan = new Plan(new Arena(), places, List.of(y), found, Plan.Mode.FUSED);
        for (int turn = 0; turn < 2; turn++) {
            plan.runFirst();
            plan.runThen();
        }
        assertClose(doubles(plan.view(y)), plain.of(numbers));
        for (int i = 0; i < shapes.length; i++) {
            compare(doubles(plan.view(found.get(i))), numbers.get(i), all -> sum(plain.of(numbers), dy));
        }
        for (int i = 0; i < OFFSET; i++) {
            assertThat(gradients[i]).isEqualTo(UNTOUCHED);
            assertThat(gradients[gradients.length - 1 - i]).isEqualTo(UNTOUCHED);
        }
        List<Symbol> ofWeightsOnly = Gradients.of(List.of(y), List.of(seed), leaves.subList(1, leaves.size()));
        Plan less = new Plan(new Arena(), places, List.of(y), ofWeightsOnly, Plan.Mode.FUSED);
        float[] before = gradients.clone();
        Arrays.fill(gradients, UNTOUCHED);
        less.runFirst();
        less.runThen();
        assertClose(
                doubles(View.of(Buffer.of(gradients), Shape.of(count + 2 * OFFSET))),
                doubles(View.of(Buffer.of(before), Shape.of(count + 2 * OFFSET))));
    }

    private static double sum(double[] y, float[] dy) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * dy[i];
        }
        return sum;
    }

    /** At some places. */
    private static void compare(double[] found, double[] variables, ToDoubleFunction<double[]> of) {
        double largest =
                Math.max(1e-3, Arrays.stream(found).map(Math::abs).max().orElse(0));
        SplittableRandom random = new SplittableRandom(4);
        for (int k = 0; k < PLACES; k++) {
            int i = found.length <= PLACES ? k % found.length : random.nextInt(found.length);
            double kept = variables[i];
            variables[i] = kept + STEP;
            double up = of.applyAsDouble(variables);
            variables[i] = kept - STEP;
            double down = of.applyAsDouble(variables);
            variables[i] = kept;
            assertThat(found[i]).as("gradient number " + i).isCloseTo((up - down) / (2 * STEP), within(5e-5 * largest));
        }
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double largest =
                Math.max(1e-3, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("number " + i).isCloseTo(expected[i], within(2e-5 * largest));
        }
    }

    /** Between -1 and 1. */
    private static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static double[] doubles(View view) {
        double[] doubles = new double[view.size()];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = view.array()[view.offset() + i];
        }
        return doubles;
    }

    private static double[] convolve(Sight at, int filters, int groups, List<double[]> leaves, int samples) {
        double[] x = leaves.get(0);
        double[] kernel = leaves.get(1);
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
            y[i] = leaves.size() > 2 ? leaves.get(2)[filter] : 0;
            for (int tap = 0; tap < at.size[0] * at.size[1]; tap++) {
                int r = at.place(0, row, tap / at.size[1]);
                int c = at.place(1, column, tap % at.size[1]);
                for (int k = 0; k < each && at.isInside(r, c); k++) {
                    y[i] += x[at.index(sample, r, c, group * each + k)] * kernel[(tap * each + k) * filters + filter];
                }
            }
        }
        return y;
    }

    private static void checkConvolution(Sight at, int filters, int groups, boolean bias, int samples) {
        Shape x = Shape.of(samples, at.height, at.width, at.channels);
        Shape kernel = Shape.of(at.size[0], at.size[1], at.channels / groups, filters);
        Op op = leaves ->
                Conv.call(leaves.get(0), leaves.get(1), bias ? leaves.get(2) : null, at.windows(), at.border());
        Plain plain = leaves -> convolve(at, filters, groups, leaves, samples);
        if (bias) {
            check(op, plain, x, kernel, Shape.of(filters));
        } else {
            check(op, plain, x, kernel);
        }
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

    @Test
    void kernelsAreReadAgainWhenTheyAreOthers() {
        Trace trace = new Trace(false);
        Symbol x = trace.input(Shape.of(3, 20, 8));
        Symbol kernel = trace.input(Shape.of(3, 8, 16));
        float[] weights = random(384, 3);
        Buffer buffer = Buffer.ofArray();
        Map<Symbol, View> places =
                Map.of(x, View.of(Buffer.of(random(480, 4)), x.shape()), kernel, View.of(buffer, kernel.shape()));
        Symbol y = Ops.conv(x, kernel, "same");
        Plan plan = new Plan(new Arena(), places, List.of(y), List.of(), Plan.Mode.FUSED);
        List<double[]> found = new ArrayList<>();
        for (long version : new long[] {7, 7, 8, -1, -1}) {
            buffer.set(weights, version);
            plan.runFirst();
            found.add(doubles(plan.view(y)));
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= 2;
            }
        }
        for (int i = 0; i < found.size(); i++) {
            double factor = new double[] {1, 1, 4, 8, 16}[i];
            assertThat(found.get(i)[5]).isEqualTo(factor * found.get(0)[5]);
        }
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
        int samples = at.height < 40 ? 3 : 2;
        Op op = leaves -> Primitives.call(
                largest ? new MaxPool(at.windows(), at.border()) : new AveragePool(at.windows(), at.border()),
                leaves.get(0));
        check(
                op,
                leaves -> pool(at, largest, leaves.get(0), samples),
                Shape.of(samples, at.height, at.width, channels));
    }
}
