package keras4j.layers;

import java.util.List;
import keras4j.activations.Linear;
import keras4j.activations.Relu;
import keras4j.activations.Sigmoid;
import keras4j.activations.Tanh;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.ops.Ops;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** An activation function as a primitive, row by row over the last axis, which keeps its length. */
record ActivationCall(ActivationFunction function) implements Primitive {
    /** What the function gives: by ops where it is one of those that everybody uses. */
    static Symbol of(ActivationFunction function, Symbol x) {
        if (function instanceof Linear) {
            return x;
        }
        if (function instanceof Tanh) {
            return Ops.tanh(x);
        }
        if (function instanceof Sigmoid) {
            return Ops.sigmoid(x);
        }
        if (function instanceof Relu && !function.hasArguments()) {
            return Ops.relu(x);
        }
        return Primitive.call(new ActivationCall(function), List.of(x)).get(0);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0).withLast(function.outputWidth(inputs.get(0).last()));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return Primitive.call(new Back(function), List.of(y.inputs().get(0), y, dy.get(0)));
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int width = x[0].shape().last();
        float[] from = new float[x[0].size()];
        float[] to = new float[y[0].size()];
        return () -> {
            read(x[0], from);
            function.forward(from, to, from.length / width, width);
            write(to, y[0]);
        };
    }

    private static void read(View from, float[] to) {
        System.arraycopy(from.array(), from.offset(), to, 0, to.length);
    }

    private static void write(float[] from, View to) {
        System.arraycopy(from, 0, to.array(), to.offset(), from.length);
    }

    @Override
    public String toString() {
        return function.name();
    }

    /** Its gradient: of x, y and dy. */
    private record Back(ActivationFunction function) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            throw KerasException.expected(
                    "gradients of gradients", "activations whose gradients have gradients", function.name());
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            int width = x[0].shape().last();
            float[][] from = {new float[x[0].size()], new float[x[1].size()], new float[x[2].size()]};
            float[] to = new float[y[0].size()];
            return () -> {
                for (int i = 0; i < from.length; i++) {
                    read(x[i], from[i]);
                }
                function.backward(from[0], from[1], from[2], to, to.length / width, width);
                write(to, y[0]);
            };
        }
    }
}
