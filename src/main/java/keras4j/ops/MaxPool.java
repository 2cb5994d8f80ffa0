package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.MaxPooling;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.onnx.OnnxGraph;

/** The largest number that each window sees inside of a value: (batch, length, .., channels), of one such axis or two. */
record MaxPool(Windows windows, Window.Border border) implements Primitive {
    Window window(Shape x) {
        return windows.over(x, border);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        return windows.places(x, window(x), x.last());
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of(Primitives.call(new Back(this), y.inputs().get(0), y, dy.get(0)));
    }

    @Override
    public List<Symbol> with(Symbol before) {
        return Conv.with(this, before);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return MaxPooling.forward(window(x[0].shape()), x[0], y[0]);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return windows.node(graph, "MaxPool", y.inputs().get(0).shape(), border, Map.of(), x.get(0));
    }

    /** The gradient, of x, y and dy. */
    private record Back(MaxPool of) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        /** With respect to dy, by that of the same made of windows. */
        @Override
        public List<Symbol> gradient(Symbol dx, List<Symbol> d) {
            Symbol x = dx.inputs().get(0);
            Symbol dy = dx.inputs().get(2);
            Symbol y = Grid.of(x, of.windows, of.border).largestOfWindows();
            Symbol same = Gradients.of(List.of(y), List.of(dy), List.of(x)).get(0);
            return Arrays.asList(
                    null, null, Gradients.of(List.of(same), d, List.of(dy)).get(0));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return MaxPooling.back(of.window(x[0].shape()), x[0], x[1], x[2], y[0]);
        }
    }
}
