package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** The sum or the largest of each window and channel: (batch, place, .., channels). */
record WindowReduction(Reduction reduction, int axes) implements Primitive {
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
        WindowPlaces places = WindowPlaces.of(x[0], axes);
        int channels = x[0].shape().last();
        int step = x[0].stride(-1);
        Parallel.Loop loop = (part, begin, end) -> {
            float[] into = y[0].array();
            for (int p = begin; p < end; p++) {
                int first = x[0].offset() + places.windows()[p];
                int to = y[0].offset() + p * channels;
                Arrays.fill(into, to, to + channels, reduction == Reduction.SUM ? 0 : Float.NEGATIVE_INFINITY);
                for (int place : places.inside()) {
                    combine(x[0].array(), first + place, step, into, to, channels);
                }
            }
        };
        int work = places.inside().length * channels;
        Parallel parallel = new Parallel(loop, Math.max(1, (1 << 15) / work));
        return () -> parallel.run(0, places.windows().length);
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
