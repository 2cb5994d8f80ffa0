package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** The inputs one behind the other along an axis. */
record Concatenation(int axis) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        int[] dims = inputs.get(0).dims();
        dims[axis] = 0;
        for (Shape input : inputs) {
            for (int i = 0; i < dims.length; i++) {
                if (input.rank() != dims.length || i != axis && input.dim(i) != dims[i]) {
                    throw KerasException.expected(
                            "concatenate", "shapes that differ along axis " + axis + " only", inputs);
                }
            }
            dims[axis] += input.dim(axis);
        }
        return Shape.of(dims);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> all = new ArrayList<>();
        int from = 0;
        for (Symbol x : y.inputs()) {
            all.add(Primitives.slice(dy.get(0), axis, from, 1, x.dim(axis)));
            from += x.dim(axis);
        }
        return all;
    }

    @Override
    public boolean takes(int input, View x) {
        return true;
    }

    @Override
    public boolean takesNative() {
        return true;
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        Copying[] all = new Copying[x.length];
        int from = 0;
        for (int i = 0; i < x.length; i++) {
            all[i] = new Copying(x[i], Views.Slice.cut(y[0], axis, from, 1, x[i].shape()));
            from += x[i].shape().dim(axis);
        }
        return () -> {
            for (Copying copying : all) {
                copying.run();
            }
        };
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return Primitive.node(graph, "Concat", Map.of("axis", axis), x);
    }
}
