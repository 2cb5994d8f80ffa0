package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Product;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** (.., m, k) times (.., k, n), NumPy's matmul of at least two axes each. Transposed operands are views and cost nothing. */
record MatMul() implements BlasPrimitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        if (a.dim(-1) != b.dim(-2)) {
            throw KerasException.expected("matmul", "as many columns as the second has rows", a + " and " + b);
        }
        int[] batch = Elementwise.broadcast(
                        List.of(a.withoutLast().withoutLast(), b.withoutLast().withoutLast()))
                .dims();
        int[] dims = Arrays.copyOf(batch, batch.length + 2);
        dims[batch.length] = a.dim(-2);
        dims[batch.length + 1] = b.dim(-1);
        return Shape.of(dims);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol a = y.inputs().get(0);
        Symbol b = y.inputs().get(1);
        Symbol da = Primitives.sumTo(Primitives.matmul(dy.get(0), Primitives.swapLast(b)), a.shape());
        if (b.rank() == 2) {
            Symbol rows = Primitives.rows(a);
            return List.of(da, Primitives.matmul(Primitives.swapLast(rows), Primitives.rows(dy.get(0))));
        }
        return List.of(da, Primitives.sumTo(Primitives.matmul(Primitives.swapLast(a), dy.get(0)), b.shape()));
    }

    @Override
    public boolean takes(int input, View x) {
        return Product.takes(x);
    }

    @Override
    public boolean writes(View y) {
        return Product.takes(y);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return new Product(tiles, x[0], x[1], null, y[0]);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return graph.node("MatMul", x.get(0), x.get(1));
    }
}
