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

    /** Of windows as they stand: the places of samples and windows, and the places of numbers within a window; channels aside. */
    private record Places(View view, int[] windows, int[] inside) {
        static Places of(View view, int axes) {
            return new Places(view, along(view, 0, 1 + axes), along(view, 1 + axes, 1 + 2 * axes));
        }

        /** All places along some axes, relative to the first. */
        private static int[] along(View view, int from, int to) {
            int count = 1;
            for (int i = from; i < to; i++) {
                count *= view.shape().dim(i);
            }
            int[] places = new int[count];
            for (int p = 0; p < count; p++) {
                for (int i = to - 1, left = p; i >= from; left /= view.shape().dim(i), i--) {
                    places[p] += left % view.shape().dim(i) * view.stride(i);
                }
            }
            return places;
        }
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
            Places from = Places.of(x[0], windows.axes());
            Places into = Places.of(windows.view(y[0], x[0].shape()), windows.axes());
            int channels = to.last();
            int step = x[0].stride(-1);
            Parallel.Loop loop = (part, begin, end) -> {
                Arrays.fill(y[0].array(), y[0].offset() + begin * size, y[0].offset() + end * size, 0);
                int count = from.windows.length / samples;
                for (int p = begin * count; p < end * count; p++) {
                    for (int q = 0; q < from.inside.length; q++) {
                        add(
                                x[0].array(),
                                x[0].offset() + from.windows[p] + from.inside[q],
                                step,
                                y[0].array(),
                                y[0].offset() + into.windows[p] + into.inside[q],
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

    /** The sum or the largest of each window and channel: (batch, place, .., channels). */
    record Reduced(Reduction reduction, int axes) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            int[] dims = Arrays.copyOf(inputs.get(0).dims(), 2 + axes);
            dims[1 + axes] = inputs.get(0).last();
            return Shape.of(dims);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            int[] dims = x.shape().dims();
            Arrays.fill(dims, 1 + axes, 1 + 2 * axes, 1);
            Symbol each = Primitives.broadcast(Primitives.reshape(dy.get(0), Shape.of(dims)), x.shape());
            return List.of(
                    reduction == Reduction.SUM
                            ? each
                            : Primitives.multiply(each, Primitives.call(new FirstMaximum(axes), x)));
        }

        @Override
        public boolean takes(int input, View x) {
            return true;
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            Places places = Places.of(x[0], axes);
            int channels = x[0].shape().last();
            int step = x[0].stride(-1);
            Parallel.Loop loop = (part, begin, end) -> {
                float[] into = y[0].array();
                for (int p = begin; p < end; p++) {
                    int first = x[0].offset() + places.windows[p];
                    int to = y[0].offset() + p * channels;
                    Arrays.fill(into, to, to + channels, reduction == Reduction.SUM ? 0 : Float.NEGATIVE_INFINITY);
                    for (int place : places.inside) {
                        combine(x[0].array(), first + place, step, into, to, channels);
                    }
                }
            };
            int work = places.inside.length * channels;
            Parallel parallel = new Parallel(loop, Math.max(1, (1 << 15) / work));
            return () -> parallel.run(0, places.windows.length);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            int[] along = new int[axes];
            Arrays.setAll(along, i -> 1 + axes + i);
            if (reduction == Reduction.MAX) {
                return graph.node("ReduceMax", Map.of("axes", along, "keepdims", 0), x.get(0));
            }
            long[] numbers = Arrays.stream(along).asLongStream().toArray();
            return graph.node("ReduceSum", Map.of("keepdims", 0), x.get(0), graph.integers(numbers));
        }

        private void combine(float[] x, int from, int step, float[] y, int to, int count) {
            if (reduction == Reduction.SUM) {
                for (int i = 0; i < count; i++) {
                    y[to + i] += x[from + i * step];
                }
            } else {
                for (int i = 0; i < count; i++) {
                    y[to + i] = Math.max(y[to + i], x[from + i * step]);
                }
            }
        }
    }

    /** 1 at the first of the largest numbers of each window and channel, to which TensorFlow gives the gradient; 0 elsewhere. */
    record FirstMaximum(int axes) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public boolean takes(int input, View x) {
            return true;
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            Places places = Places.of(x[0], axes);
            int channels = x[0].shape().last();
            int size = places.inside.length * channels;
            Parallel.Loop loop = (part, begin, end) -> {
                Arrays.fill(y[0].array(), y[0].offset() + begin * size, y[0].offset() + end * size, 0);
                for (int p = begin; p < end; p++) {
                    for (int c = 0; c < channels; c++) {
                        int best = first(x[0], places.windows[p] + c * x[0].stride(-1), places.inside);
                        y[0].array()[y[0].offset() + p * size + best * channels + c] = 1;
                    }
                }
            };
            Parallel parallel = new Parallel(loop, Math.max(1, (1 << 15) / size));
            return () -> parallel.run(0, places.windows.length);
        }

        private static int first(View x, int from, int[] inside) {
            int best = 0;
            for (int q = 1; q < inside.length; q++) {
                float value = x.array()[x.offset() + from + inside[q]];
                if (value > x.array()[x.offset() + from + inside[best]]) {
                    best = q;
                }
            }
            return best;
        }
    }
}
