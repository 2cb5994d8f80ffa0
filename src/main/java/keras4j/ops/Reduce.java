package keras4j.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** Primitives that make one number of several. */
final class Reduce {
    private Reduce() {}

    /** Along the last axis, whose length becomes 1. */
    record Last(Reduction reduction) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0).withLast(1);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(reduction.gradient(y.inputs().get(0), y, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return reduction.loop();
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return reduction.onnx(graph, x.get(0), -1);
        }
    }

    /** Rows of numbers: (.., 1) becomes (.., length). */
    record Expand(int length) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0).withLast(length);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.reduceLast(Reduction.SUM, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return RowStep.Expand.EXPAND;
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.node("Expand", x.get(0), graph.integers(length));
        }
    }

    /** The sum along all axes but the last: (.., width) becomes (width). */
    record Columns() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of(inputs.get(0).last());
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.broadcast(dy.get(0), y.inputs().get(0).shape()));
        }

        @Override
        public RowStep rowStep() {
            return RowStep.ColumnSum.COLUMN_SUM;
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            long[] axes = LongStream.range(0, y.inputs().get(0).rank() - 1).toArray();
            return axes.length == 0
                    ? x.get(0)
                    : graph.node("ReduceSum", Map.of("keepdims", 0), x.get(0), graph.integers(axes));
        }
    }

    /** Along another axis, whose length becomes 1. */
    record Axis(Reduction reduction, int axis) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            int[] dims = inputs.get(0).dims();
            dims[axis] = 1;
            return Shape.of(dims);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(reduction.gradient(y.inputs().get(0), y, dy.get(0)));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return new Loop(x[0], y[0], axis, reduction);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return reduction.onnx(graph, x.get(0), axis);
        }
    }

    /** (outer, count, inner) becomes (outer, inner). */
    private static final class Loop implements Kernel {
        private static final int LEAST = 1 << 15;

        private final View x;
        private final View y;
        private final int count;
        private final int inner;
        private final Reduction reduction;
        private final Parallel parallel;

        Loop(View x, View y, int axis, Reduction reduction) {
            this.x = x;
            this.y = y;
            this.reduction = reduction;
            count = x.shape().dim(axis);
            int behind = 1;
            for (int i = axis + 1; i < x.shape().rank(); i++) {
                behind *= x.shape().dim(i);
            }
            inner = behind;
            parallel = new Parallel(this::reduce, Math.max(1, LEAST / (count * inner)));
        }

        @Override
        public void run() {
            parallel.run(0, y.size() / inner);
        }

        private void reduce(int part, int from, int to) {
            for (int i = from; i < to; i++) {
                int first = x.offset() + i * count * inner;
                int into = y.offset() + i * inner;
                System.arraycopy(x.array(), first, y.array(), into, inner);
                int k = 1;
                for (; reduction == Reduction.SUM && k + 3 < count; k += 4) {
                    addFour(x.array(), first + k * inner, inner, y.array(), into);
                }
                for (; k < count; k++) {
                    combine(x.array(), first + k * inner, y.array(), into);
                }
            }
        }

        /** Adds four rows at once, so that the sum is read and written once. */
        private static void addFour(float[] x, int from, int width, float[] y, int to) {
            int second = from + width;
            int third = second + width;
            int fourth = third + width;
            for (int j = 0; j < width; j++) {
                y[to + j] += (x[from + j] + x[second + j]) + (x[third + j] + x[fourth + j]);
            }
        }

        private void combine(float[] x, int from, float[] y, int to) {
            switch (reduction) {
                case SUM -> {
                    for (int j = 0; j < inner; j++) {
                        y[to + j] += x[from + j];
                    }
                }
                case PROD -> {
                    for (int j = 0; j < inner; j++) {
                        y[to + j] *= x[from + j];
                    }
                }
                case MAX -> {
                    for (int j = 0; j < inner; j++) {
                        y[to + j] = Math.max(y[to + j], x[from + j]);
                    }
                }
                case MIN -> {
                    for (int j = 0; j < inner; j++) {
                        y[to + j] = Math.min(y[to + j], x[from + j]);
                    }
                }
            }
        }
    }
}
