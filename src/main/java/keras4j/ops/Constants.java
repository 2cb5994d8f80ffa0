package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** Primitives whose numbers follow from no other numbers. */
final class Constants {
    private Constants() {}

    /** A number. */
    record Number(float value) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of();
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public Float constant(List<Shape> inputs) {
            return value;
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.number(value);
        }
    }

    /** How many numbers there are along some axes of the input. */
    record Length(List<Integer> axes) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of();
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public Float constant(List<Shape> inputs) {
            float length = 1;
            for (int axis : axes) {
                length *= inputs.get(0).dim(axis);
            }
            return length;
        }

        /** The first axis can have any length. */
        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            Shape shape = y.inputs().get(0).shape();
            String length = graph.number(constant(List.of(shape)) / (axes.contains(0) ? shape.dim(0) : 1));
            if (!axes.contains(0)) {
                return length;
            }
            String first = graph.node("Shape", Map.of("start", 0, "end", 1), x.get(0));
            String single = graph.node("Squeeze", graph.node("Cast", Map.of("to", 1), first), graph.integers(0));
            return graph.node("Mul", length, single);
        }
    }

    /** Several numbers, which belong to it from here on. */
    static final class Values implements Primitive {
        private final float[] values;
        private final Shape shape;

        Values(float[] values, Shape shape) {
            this.values = values;
            this.shape = shape;
        }

        float[] values() {
            return values;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return shape;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return new Copying(View.of(Buffer.of(values), shape), y[0]);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.weight("constant", new Tensor(values, 0, shape.dims()));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that && shape.equals(that.shape) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
