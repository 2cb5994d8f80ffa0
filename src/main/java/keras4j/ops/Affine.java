package keras4j.ops;

import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Product;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** x w + b in one: x (.., k), of at least two axes, w (k, n), b (n). */
record Affine() implements BlasPrimitive {
    /**
     * The sum of two values if one of them is such a product, maybe with more axes in place of its last, and the other has a
     * number for each of its columns; null for others.
     */
    static Symbol of(Symbol a, Symbol b) {
        Symbol sum = added(a, b);
        return sum == null ? added(b, a) : sum;
    }

    private static Symbol added(Symbol made, Symbol row) {
        Symbol product =
                made.operation() instanceof Views.Reshape ? made.inputs().get(0) : made;
        boolean fits = product.operation() instanceof MatMul
                && product.inputs().get(1).rank() == 2
                && row.rank() > 0
                && row.rank() <= made.rank()
                && row.shape().size() == product.shape().last();
        for (int axis = 1; fits && axis <= row.rank(); axis++) {
            fits = row.dim(-axis) == made.dim(-axis);
        }
        if (!fits) {
            return null;
        }
        Symbol flat = Primitives.reshape(row, Shape.of(row.shape().size()));
        Symbol sum = Primitives.call(
                new Affine(), product.inputs().get(0), product.inputs().get(1), flat);
        return Primitives.reshape(sum, made.shape());
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0).withLast(inputs.get(2).last());
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol x = y.inputs().get(0);
        Symbol w = y.inputs().get(1);
        Symbol rows = Primitives.rows(dy.get(0));
        return List.of(
                Primitives.matmul(dy.get(0), Primitives.swapLast(w)),
                Primitives.matmul(Primitives.swapLast(Primitives.rows(x)), rows),
                Primitives.sumTo(dy.get(0), Shape.of(w.dim(1))));
    }

    @Override
    public boolean takes(int input, View x) {
        return input < 2 ? Product.takes(x) : x.isContiguous();
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return new Product(tiles, x[0], x[1], x[2], y[0]);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return y.rank() == 2
                ? graph.node("Gemm", x.get(0), x.get(1), x.get(2))
                : graph.node("Add", graph.node("MatMul", x.get(0), x.get(1)), x.get(2));
    }
}
