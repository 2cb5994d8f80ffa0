package keras4j.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** Primitives that look at the same numbers in another way: they have no kernel. */
final class Views {
    private Views() {}

    /** What they have in common. */
    private interface Look extends Primitive {
        @Override
        default boolean isView() {
            return true;
        }
    }

    record Reshape(Shape to) implements Look {
        @Override
        public Shape shape(List<Shape> inputs) {
            if (inputs.get(0).size() != to.size()) {
                throw KerasException.expected(
                        "reshape",
                        "a shape of " + inputs.get(0).size() + " elements, as " + inputs.get(0) + " has",
                        to);
            }
            return to;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.reshape(dy.get(0), y.inputs().get(0).shape()));
        }

        /** What stands for the same value with another mask is that value. */
        @Override
        public List<Symbol> with(Symbol x) {
            return x.shape().equals(to) ? List.of(x) : null;
        }

        @Override
        public View view(View x, Shape y) {
            return x.reshape(y);
        }

        /** The batch's axis can have any length; if there is none, the first, or else the first that is longer than 1. */
        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            long[] lengths = to.lengths();
            Shape from = y.inputs().get(0).shape();
            if (from.equals(to)) {
                return x.get(0);
            }
            int batch = graph.batchAxis(lengths);
            boolean isFirst = from.rank() > 0 && to.rank() > 0 && from.dim(0) == to.dim(0);
            if (isFirst && batch <= 0) {
                lengths[0] = 0;
            } else if (batch >= 0) {
                lengths[batch] = -1;
            } else {
                int open = 0;
                while (open < lengths.length && lengths[open] == 1) {
                    open++;
                }
                if (open < lengths.length) {
                    lengths[open] = -1;
                }
            }
            return graph.node("Reshape", x.get(0), graph.integers(lengths));
        }
    }

    record Transpose(List<Integer> axes) implements Look {
        private int[] axesArray() {
            return axes.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of(axes.stream().mapToInt(inputs.get(0)::dim).toArray());
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            List<Integer> back = new ArrayList<>(Collections.nCopies(axes.size(), 0));
            for (int i = 0; i < axes.size(); i++) {
                back.set(axes.get(i), i);
            }
            return List.of(Primitives.transpose(dy.get(0), back));
        }

        @Override
        public View view(View x, Shape y) {
            return x.transpose(axesArray());
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.node("Transpose", Map.of("perm", axesArray()), x.get(0));
        }
    }

    /** Every so many-th of the places along an axis, {@code length} of them; the step may be negative. */
    record Slice(int axis, int from, int step, int length) implements Look {
        @Override
        public Shape shape(List<Shape> inputs) {
            int[] dims = inputs.get(0).dims();
            dims[axis] = length;
            return Shape.of(dims);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.pad(
                    dy.get(0), axis, from, step, y.inputs().get(0).dim(axis)));
        }

        @Override
        public View view(View x, Shape y) {
            return cut(x, axis, from, step, y);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            long end = from + (long) step * length;
            return graph.node(
                    "Slice",
                    x.get(0),
                    graph.integers(from),
                    graph.integers(end < 0 ? Long.MIN_VALUE : end),
                    graph.integers(axis),
                    graph.integers(step));
        }

        /** These places along an axis. */
        static View cut(View x, int axis, int from, int step, Shape shape) {
            int[] strides = new int[shape.rank()];
            for (int i = 0; i < strides.length; i++) {
                strides[i] = x.stride(i) * (i == axis ? step : 1);
            }
            return x.with(x.offset() + from * x.stride(axis), shape, strides);
        }
    }

    /** Repeated along new axes and along axes of length 1. */
    record Broadcast(Shape to) implements Look {
        @Override
        public Shape shape(List<Shape> inputs) {
            return to;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.sumTo(dy.get(0), y.inputs().get(0).shape()));
        }

        @Override
        public View view(View x, Shape y) {
            return x.broadcast(y);
        }

        /** Axes that stay can have any length. */
        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            long[] lengths = to.lengths();
            Shape from = y.inputs().get(0).shape();
            for (int i = 0, at = to.rank() - from.rank(); i < from.rank(); i++, at++) {
                lengths[at] = from.dim(i) == to.dim(at) ? 1 : lengths[at];
            }
            return graph.node("Expand", x.get(0), graph.shape(lengths));
        }
    }

    /** The same, through which no gradient flows. */
    record StopGradient() implements Look {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public View view(View x, Shape y) {
            return x;
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return x.get(0);
        }
    }
}
