package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.subtract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.RowNorms;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Unary;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** Each row less its mean, divided by the root of its variance and epsilon. */
record LayerNorm(double epsilon) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of(Primitives.call(new Back(epsilon), y.inputs().get(0), dy.get(0)));
    }

    @Override
    public RowStep rowStep() {
        return (RowStep.Rows) (x, y, from, count) -> RowNorms.forward(x[0], y, from, count, epsilon);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        float[] ones = new float[y.shape().last()];
        Arrays.fill(ones, 1);
        String scale = graph.weight("scale", Tensor.of(ones, ones.length));
        return graph.node("LayerNormalization", Map.of("epsilon", (float) epsilon), x.get(0), scale);
    }

    /** The gradient, of x and that by y; as a matrix it is symmetric. */
    private record Back(double epsilon) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            Symbol given = Primitives.stopGradient(y.inputs().get(1));
            List<Integer> last = List.of(x.rank() - 1);
            Symbol variance = ReductionOps.variance(x, last, true);
            Symbol normal = Primitives.call(new LayerNorm(epsilon), x);
            Symbol along = multiply(normal, ReductionOps.mean(multiply(given, normal), last, true));
            Symbol rest = subtract(subtract(given, ReductionOps.mean(given, last, true)), along);
            Symbol same = multiply(map(Unary.RSQRT, add(variance, Primitives.constant(epsilon))), rest);
            Symbol ofX = Gradients.of(List.of(same), dy, List.of(x)).get(0);
            return List.of(ofX, Primitives.call(this, x, dy.get(0)));
        }

        @Override
        public RowStep rowStep() {
            return (RowStep.Rows) (x, y, from, count) -> RowNorms.back(x[0], x[1], y, from, count, epsilon);
        }
    }
}
