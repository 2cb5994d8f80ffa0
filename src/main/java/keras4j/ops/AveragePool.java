package keras4j.ops;

import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.AveragePooling;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.onnx.OnnxGraph;

/** The mean of what each window sees inside of a value: (batch, length, .., channels), of one such axis or two. */
record AveragePool(Windows windows, Window.Border border) implements Primitive {
    private Window window(Shape x) {
        return windows.over(x, border);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        return windows.places(x, window(x), x.last());
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of(Primitives.call(new Back(this, y.inputs().get(0).shape()), dy.get(0)));
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return AveragePooling.forward(window(x[0].shape()), x[0], y[0]);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return windows.node(graph, "AveragePool", y.inputs().get(0).shape(), border, Map.of(), x.get(0));
    }

    /** The gradient with respect to a value of that shape, of dy. */
    private record Back(AveragePool of, Shape x) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return x;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of(Primitives.call(of, dy.get(0)));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return AveragePooling.back(of.window(y[0].shape()), x[0], y[0]);
        }
    }
}
