package keras4j.ops;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.onnx.OnnxGraph;

/**
 * Windows that move over the axes between the first and the last, as a look at the same numbers: (batch, length, .., channels)
 * becomes (batch, place, .., size, .., channels).
 *
 * @param dilation how far the numbers of a window are apart
 */
record Windows(List<Integer> size, List<Integer> strides, List<Integer> dilation) implements Primitive {
    int axes() {
        return size.size();
    }

    /**
     * The same for kernels over images, or over sequences as images of height 1.
     *
     * @param x with one axis or two between the first and the last
     * @throws KerasException if it stands nowhere
     * @throws ArithmeticException if it reaches further than axes can
     */
    Window over(Shape x, Window.Border border) {
        Shape image = Shape.of(axes() == 1 ? 1 : x.dim(1), x.dim(-2), x.last());
        return new Window("windows", image, pair(size), pair(strides), pair(dilation), border);
    }

    private static int[] pair(List<Integer> numbers) {
        int axes = numbers.size();
        return new int[] {axes == 1 ? 1 : numbers.get(0), numbers.get(axes - 1)};
    }

    /** The shape of one number for each place of such a window, and channels. */
    Shape places(Shape x, Window window, int channels) {
        return axes() == 1
                ? Shape.of(x.dim(0), window.outputWidth(), channels)
                : Shape.of(x.dim(0), window.outputHeight(), window.outputWidth(), channels);
    }

    /**
     * A node of ONNX's that moves these windows: channels are first there.
     *
     * @param x images, and what else the node reads
     */
    String node(OnnxGraph graph, String type, Shape image, Window.Border border, Map<String, ?> more, String... x) {
        Map<String, Object> attributes = new HashMap<>(more);
        if (border == Window.Border.SAME && !strides.stream().allMatch(stride -> stride == 1)) {
            attributes.put("auto_pad", "SAME_UPPER"); // how much that is follows from the lengths, which may be any
        } else {
            attributes.put("pads", over(image, border).padding(axes()));
        }
        return node(graph, type, attributes, x);
    }

    /** The same with attributes that say how much padding there is. */
    String node(OnnxGraph graph, String type, Map<String, ?> more, String... x) {
        Map<String, Object> attributes = new HashMap<>(more);
        attributes.put("kernel_shape", array(size));
        attributes.put("strides", array(strides));
        int last = axes() + 1;
        int[] first = new int[last + 1];
        int[] back = new int[last + 1];
        for (int i = 1; i <= last; i++) {
            first[i] = i == 1 ? last : i - 1;
            back[i] = i == last ? 1 : i + 1;
        }
        String[] reads = x.clone();
        reads[0] = graph.node("Transpose", Map.of("perm", first), x[0]);
        return graph.node("Transpose", Map.of("perm", back), graph.node(type, attributes, reads));
    }

    static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many numbers a window spans along an axis. */
    int span(int axis) {
        return (size.get(axis) - 1) * dilation.get(axis) + 1;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        int[] dims = new int[2 + 2 * axes()];
        dims[0] = x.dim(0);
        dims[dims.length - 1] = x.last();
        for (int i = 0; i < axes(); i++) {
            if (x.dim(i + 1) < span(i)) {
                throw KerasException.expected("windows", "at most the lengths of " + x, size);
            }
            dims[1 + i] = (x.dim(i + 1) - span(i)) / strides.get(i) + 1;
            dims[1 + axes() + i] = size.get(i);
        }
        return Shape.of(dims);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Shape x = y.inputs().get(0).shape();
        return List.of(Primitives.call(new Fold(this, x), dy.get(0)));
    }

    @Override
    public boolean isView() {
        return true;
    }

    @Override
    public View view(View x, Shape y) {
        int[] steps = new int[y.rank()];
        steps[0] = x.stride(0);
        steps[y.rank() - 1] = x.stride(-1);
        for (int i = 0; i < axes(); i++) {
            steps[1 + i] = x.stride(1 + i) * strides.get(i);
            steps[1 + axes() + i] = x.stride(1 + i) * dilation.get(i);
        }
        return x.with(x.offset(), y, steps);
    }

    /** A Gather of each axis, which becomes one of places and one of the numbers of a window. */
    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        int[] order = new int[y.rank()];
        order[y.rank() - 1] = y.rank() - 1;
        String cut = x.get(0);
        for (int i = axes() - 1; i >= 0; i--) {
            int places = y.dim(1 + i);
            long[] numbers = new long[places * size.get(i)];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = (long) k / size.get(i) * strides.get(i) + k % size.get(i) * dilation.get(i);
            }
            String indices = graph.node("Reshape", graph.integers(numbers), graph.integers(places, size.get(i)));
            cut = graph.node("Gather", Map.of("axis", 1 + i), cut, indices);
            order[1 + i] = 1 + 2 * i;
            order[1 + axes() + i] = 2 + 2 * i;
        }
        return graph.node("Transpose", Map.of("perm", order), cut);
    }

    /** The other way round: what belongs to the same number of a value of that shape is added up. */
    record Fold(Windows windows, Shape to) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return to;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.call(windows, dy.get(0)));
        }

        @Override
        public boolean takes(int input, View x) {
            return true;
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            int samples = to.dim(0);
            int size = to.size() / samples;
            WindowPlaces from = WindowPlaces.of(x[0], windows.axes());
            WindowPlaces into = WindowPlaces.of(windows.view(y[0], x[0].shape()), windows.axes());
            int channels = to.last();
            int step = x[0].stride(-1);
            Parallel.Loop loop = (part, begin, end) -> {
                Arrays.fill(y[0].array(), y[0].offset() + begin * size, y[0].offset() + end * size, 0);
                int count = from.windows().length / samples;
                for (int p = begin * count; p < end * count; p++) {
                    for (int q = 0; q < from.inside().length; q++) {
                        add(
                                x[0].array(),
                                x[0].offset() + from.windows()[p] + from.inside()[q],
                                step,
                                y[0].array(),
                                y[0].offset() + into.windows()[p] + into.inside()[q],
                                channels);
                    }
                }
            };
            Parallel parallel = new Parallel(loop, Math.max(1, (1 << 15) / x[0].size() * samples));
            return () -> parallel.run(0, samples);
        }

        private static void add(float[] x, int from, int step, float[] y, int to, int count) {
            for (int i = 0; i < count; i++) {
                y[to + i] += x[from + i * step];
            }
        }
    }
}
