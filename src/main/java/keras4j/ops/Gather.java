package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * Places of the middle axis of (outer, length, inner), by their numbers: (places), the same ones everywhere, or (outer, places,
 * inner), others for each row and column. Gives (outer, places, inner).
 */
record Gather(boolean isAlong) implements Primitive {
    private static final int LEAST = 1 << 15;

    /** Of (outer, count, inner): to which of so many places of the middle axis each number belongs. */
    private record Places(View numbers, boolean isAlong, int count, int length, int inner) {
        /** The place along the middle axis that a number belongs to; -1 for none. */
        int at(int outer, int k, int j) {
            float number = numbers.array()[numbers.offset() + (isAlong ? (outer * count + k) * inner + j : k)];
            return number >= 0 && number < length ? (int) number : -1;
        }
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        Shape places = inputs.get(1);
        if (isAlong && (places.dim(0) != x.dim(0) || places.dim(2) != x.dim(2))) {
            throw KerasException.expected("indices", "one for each row and column of " + x, places);
        }
        return Shape.of(x.dim(0), places.dim(isAlong ? 1 : 0), x.dim(2));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        int length = y.inputs().get(0).dim(1);
        Symbol dx = Primitives.call(
                new Scatter(isAlong, length, Reduction.SUM),
                dy.get(0),
                y.inputs().get(1));
        return Arrays.asList(dx, null);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        Shape shape = y[0].shape();
        int count = shape.dim(1);
        int inner = shape.dim(2);
        int length = x[0].shape().dim(1);
        Places places = new Places(x[1], isAlong, count, length, inner);
        Parallel.Loop loop = (part, from, to) -> {
            for (int i = from; i < to; i++) {
                gather(places, i, x[0], y[0]);
            }
        };
        Parallel parallel = new Parallel(loop, Math.max(1, LEAST / (count * inner)));
        return () -> parallel.run(0, shape.dim(0));
    }

    private static void gather(Places places, int outer, View x, View y) {
        int first = x.offset() + outer * places.length * places.inner;
        for (int k = 0; k < places.count; k++) {
            int to = y.offset() + (outer * places.count + k) * places.inner;
            if (places.isAlong) {
                for (int j = 0; j < places.inner; j++) {
                    y.array()[to + j] = x.array()[first + known(places, outer, k, j) * places.inner + j];
                }
            } else {
                int from = first + known(places, outer, k, 0) * places.inner;
                System.arraycopy(x.array(), from, y.array(), to, places.inner);
            }
        }
    }

    private static int known(Places places, int outer, int k, int j) {
        int at = places.at(outer, k, j);
        if (at < 0) {
            throw KerasException.expected("indices", "places of an axis of length " + places.length, "another");
        }
        return at;
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        String places = graph.node("Cast", Map.of("to", 7), x.get(1));
        return graph.node(isAlong ? "GatherElements" : "Gather", Map.of("axis", 1), x.get(0), places);
    }

    /**
     * The other way round: (outer, places, inner) into (outer, length, inner); what comes to one place becomes one number. Where
     * nothing comes is 0, or the least number for a maximum. Numbers of no place are left out.
     */
    record Scatter(boolean isAlong, int length, Reduction reduction) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape places = inputs.get(1);
            if (isAlong ? !places.equals(x) : places.dim(0) != x.dim(1)) {
                throw KerasException.expected("indices", "one for each of the numbers of " + x, places);
            }
            return Shape.of(x.dim(0), length, x.dim(2));
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            Symbol places = y.inputs().get(1);
            if (reduction == Reduction.SUM) {
                return Arrays.asList(read(dy.get(0), places), null);
            }
            Symbol isIt = Primitives.map(Binary.EQUAL, x, read(y, places));
            Symbol count = Primitives.call(new Scatter(isAlong, length, Reduction.SUM), isIt, places);
            return Arrays.asList(Primitives.multiply(isIt, read(Primitives.divide(dy.get(0), count), places)), null);
        }

        /** What has come of the numbers of each place; 0 where a number has no place. */
        private Symbol read(Symbol from, Symbol places) {
            Symbol zero = Primitives.constant(0);
            Symbol most = Primitives.constant(length - 1);
            Symbol isPlace = Primitives.map(
                    Binary.AND,
                    Primitives.map(Binary.GREATER_EQUAL, places, zero),
                    Primitives.map(Binary.LESS_EQUAL, places, most));
            Symbol read = Primitives.call(new Gather(isAlong), from, Primitives.where(isPlace, places, zero));
            Symbol mask = isAlong
                    ? isPlace
                    : Primitives.reshape(isPlace, Shape.of(1, places.shape().size(), 1));
            return Primitives.where(mask, read, zero);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            int count = x[0].shape().dim(1);
            int inner = x[0].shape().dim(2);
            Places places = new Places(x[1], isAlong, count, length, inner);
            Parallel.Loop loop = (part, from, to) -> {
                float start = reduction == Reduction.SUM ? 0 : -Float.MAX_VALUE;
                int row = length * inner;
                Arrays.fill(y[0].array(), y[0].offset() + from * row, y[0].offset() + to * row, start);
                for (int i = from; i < to; i++) {
                    scatter(places, i, x[0], y[0]);
                }
            };
            Parallel parallel = new Parallel(loop, Math.max(1, LEAST / (Math.max(count, length) * inner)));
            return () -> parallel.run(0, y[0].shape().dim(0));
        }

        /** Sums of all rows of one place, as a product. */
        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            if (isAlong || reduction != Reduction.SUM) {
                return Primitive.super.onnx(graph, y, x);
            }
            float[] numbers = new float[length];
            for (int i = 0; i < length; i++) {
                numbers[i] = i;
            }
            String places = graph.weight("places", new Tensor(numbers, 0, length, 1));
            String isPlace = graph.node("Cast", Map.of("to", 1), graph.node("Equal", places, x.get(1)));
            return graph.node("MatMul", isPlace, x.get(0));
        }

        private void scatter(Places places, int outer, View x, View y) {
            float[] into = y.array();
            for (int k = 0; k < places.count; k++) {
                for (int j = 0; j < places.inner; j++) {
                    int at = places.at(outer, k, j);
                    if (at >= 0) {
                        int to = y.offset() + (outer * length + at) * places.inner + j;
                        float value = x.array()[x.offset() + (outer * places.count + k) * places.inner + j];
                        into[to] = reduction == Reduction.SUM ? into[to] + value : Math.max(into[to], value);
                    }
                }
            }
        }
    }
}
