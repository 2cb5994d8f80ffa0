package keras4j.ops;

import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.negative;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.ChannelMoments;
import keras4j.internal.kernels.ChannelProducts;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** What batch normalization is made of, for rows of channels: (.., channels). Sums over all rows are in float64. */
public final class BatchNorm {
    private BatchNorm() {}

    /** Mean and variance of each channel, (channels) each. */
    public static List<Symbol> moments(Symbol x) {
        return Primitives.calls(new Moments(), x);
    }

    /** (x - mean) factor + shift, the last three (channels) each. */
    public static Symbol scaled(Symbol x, Symbol mean, Symbol factor, Symbol shift) {
        return Primitives.call(new Scaled(), x, mean, factor, shift);
    }

    /** One that gives two numbers for each channel of the first input. */
    private interface TwoOfChannels extends Primitive {
        @Override
        default Shape shape(List<Shape> inputs) {
            return Shape.of(inputs.get(0).last());
        }

        @Override
        default List<Shape> shapes(List<Shape> inputs) {
            return List.of(shape(inputs), shape(inputs));
        }
    }

    /** See {@link #moments}. */
    private record Moments() implements TwoOfChannels {
        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            double rows = x.shape().positions();
            Symbol none = Primitives.broadcast(Primitives.constant(0), y.shape());
            Symbol ofMean = dy.get(0) == null ? none : multiply(dy.get(0), Primitives.constant(1 / rows));
            Symbol ofVariance = dy.get(1) == null ? none : multiply(dy.get(1), Primitives.constant(2 / rows));
            return List.of(scaled(x, y, ofVariance, ofMean));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return new ChannelMoments(x[0], y[0], y[1]);
        }
    }

    /** Of x, mean and z: for each channel the sum of z, and of z (x - mean). */
    private record Products() implements TwoOfChannels {
        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            Symbol mean = y.inputs().get(1);
            Symbol z = y.inputs().get(2);
            Symbol none = Primitives.broadcast(Primitives.constant(0), y.shape());
            Symbol ofSum = dy.get(0) == null ? none : dy.get(0);
            Symbol ofProduct = dy.get(1) == null ? none : dy.get(1);
            return List.of(multiply(z, ofProduct), negative(multiply(y, ofProduct)), scaled(x, mean, ofProduct, ofSum));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return new ChannelProducts(x[0], x[1], x[2], y[0], y[1]);
        }
    }

    /** See {@link #scaled}. */
    private record Scaled() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol x = y.inputs().get(0);
            Symbol mean = y.inputs().get(1);
            Symbol factor = y.inputs().get(2);
            List<Symbol> sums = Primitives.calls(new Products(), x, mean, dy.get(0));
            return List.of(
                    multiply(dy.get(0), factor), negative(multiply(sums.get(0), factor)), sums.get(1), sums.get(0));
        }

        @Override
        public RowStep rowStep() {
            return (RowStep.Map) (x, y, count, scratch) -> run(x[0], x[1], x[2], x[3], y, count);
        }

        private static void run(float[] x, float[] mean, float[] factor, float[] shift, float[] y, int count) {
            for (int i = 0; i < count; i++) {
                y[i] = (x[i] - mean[i]) * factor[i] + shift[i];
            }
        }

        /** ONNX's operator has the channels behind the batch, and divides by a deviation, which is 1 here. */
        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            int[] there = new int[y.rank()];
            int[] back = new int[y.rank()];
            for (int i = 1; i < there.length; i++) {
                there[i] = i == 1 ? there.length - 1 : i - 1;
                back[there[i]] = i;
            }
            float[] ones = new float[y.shape().last()];
            Arrays.fill(ones, 1);
            boolean isFlat = y.rank() == 2;
            String found = graph.node(
                    "BatchNormalization",
                    Map.of("epsilon", 0f),
                    isFlat ? x.get(0) : graph.node("Transpose", Map.of("perm", there), x.get(0)),
                    x.get(2),
                    x.get(3),
                    x.get(1),
                    graph.weight("variance", Tensor.of(ones, ones.length)));
            return isFlat ? found : graph.node("Transpose", Map.of("perm", back), found);
        }
    }
}
