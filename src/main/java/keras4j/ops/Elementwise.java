package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Select;
import keras4j.internal.kernels.Unary;
import keras4j.internal.onnx.OnnxGraph;

/** Primitives that work number by number; operands are broadcast as NumPy does. */
abstract class Elementwise {
    private Elementwise() {}

    /** NumPy's rule. */
    static Shape broadcast(List<Shape> shapes) {
        int rank = 0;
        for (Shape shape : shapes) {
            rank = Math.max(rank, shape.rank());
        }
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (Shape shape : shapes) {
            for (int i = 0, at = rank - shape.rank(); i < shape.rank(); i++, at++) {
                int length = shape.dim(i);
                if (length != 1 && dims[at] != 1 && dims[at] != length) {
                    throw KerasException.expected("shapes", "such as can be broadcast together", shapes);
                }
                dims[at] = length == 1 ? dims[at] : length;
            }
        }
        return Shape.of(dims);
    }

    /** Takes back what broadcasting has repeated. */
    private static List<Symbol> summed(Symbol y, Symbol... dx) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] = dx[i] == null
                    ? null
                    : Primitives.sumTo(dx[i], y.inputs().get(i).shape());
        }
        return Arrays.asList(dx);
    }

    record One(Unary function) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return Arrays.asList(ElementwiseGradients.of(function, y.inputs().get(0), y, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return function.step();
        }

        @Override
        public List<Symbol> with(Symbol before) {
            return function == Unary.RELU ? Conv.withRelu(before) : null;
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return ElementwiseOnnx.of(function, graph, x.get(0));
        }
    }

    record Two(Binary function) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return broadcast(inputs);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            List<Symbol> x = y.inputs();
            return summed(y, ElementwiseGradients.of(function, x.get(0), x.get(1), y, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return function.step();
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return ElementwiseOnnx.of(function, graph, x.get(0), x.get(1));
        }
    }

    /** The second operand where the first is not 0, else the third. */
    record Where() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return broadcast(inputs);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol condition = y.inputs().get(0);
            Symbol zero = Primitives.constant(0);
            return summed(
                    y,
                    null,
                    Primitives.where(condition, dy.get(0), zero),
                    Primitives.where(condition, zero, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return (RowStep.Map) (x, y, n, scratch) -> Select.run(x[0], x[1], x[2], y, n);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.node("Where", ElementwiseOnnx.truth(graph, x.get(0)), x.get(1), x.get(2));
        }
    }
}
