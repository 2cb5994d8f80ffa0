package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Convolution;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.onnx.OnnxGraph;

/**
 * A convolution of x, (batch, length, .., channels), of one such axis or two, with a kernel, (size, .., channels of a group,
 * filters), plus a bias, (filters), if there is one. Behind it can be relu, or a maximum pooling, or both; with a pooling, a
 * second output says which number of each pool was the largest.
 *
 * @param pools null for none
 */
public record Conv(Windows windows, Window.Border border, boolean isRelu, Windows pools) implements Primitive {
    /**
     * A convolution, in a trace: {@link Ops#conv} with a bias.
     *
     * @param bias null for none
     * @param strides one for each axis
     * @param padding "valid", "same" or "causal"
     * @param dataFormat "channels_last" or "channels_first"
     * @param dilationRate one for each axis
     */
    public static Symbol of(
            Symbol x,
            Symbol kernel,
            Symbol bias,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate) {
        Windows windows = new Windows(ConvolutionOps.kernelSize(kernel), strides, dilationRate);
        boolean isFirst = dataFormat.equals("channels_first");
        Symbol y = call(isFirst ? Grid.channelsLast(x) : x, kernel, bias, windows, Grid.border(padding));
        return isFirst ? Grid.channelsFirst(y) : y;
    }

    /** The same for channels last. */
    static Symbol call(Symbol x, Symbol kernel, Symbol bias, Windows windows, Window.Border border) {
        groups(x.shape(), kernel.shape());
        Conv conv = new Conv(windows, border, false, null);
        return bias == null ? Primitives.call(conv, x, kernel) : Primitives.call(conv, x, kernel, bias);
    }

    /** Into how many groups, each for itself, channels and filters are parted. */
    static int groups(Shape x, Shape kernel) {
        int groups = x.last() / kernel.dim(-2);
        if (groups * kernel.dim(-2) != x.last() || kernel.last() % groups != 0) {
            throw KerasException.expected("convolution", "a kernel for groups of " + x.last() + " channels", kernel);
        }
        return groups;
    }

    private Convolution convolution(Shape x, Shape kernel) {
        Window window = windows.over(x, border);
        return new Convolution(window, kernel.last(), groups(x, kernel), isRelu, pool(x, window, kernel.last()));
    }

    /** Over what the convolution gives; null for none. */
    private Window pool(Shape x, Window window, int filters) {
        return pools == null ? null : pools.over(windows.places(x, window, filters), Window.Border.VALID);
    }

    /** The output of what the last call of a value makes, and relu, together; null for other values. */
    static List<Symbol> withRelu(Symbol before) {
        return before.operation() instanceof Conv conv && !conv.isRelu
                ? Primitives.calls(new Conv(conv.windows, conv.border, true, conv.pools), before.inputs())
                : null;
    }

    /** The same with a maximum pooling that parts what it sees. */
    static List<Symbol> with(MaxPool pool, Symbol before) {
        return before.operation() instanceof Conv conv
                        && conv.pools == null
                        && pool.window(before.shape()).isDivision()
                ? Primitives.calls(new Conv(conv.windows, conv.border, conv.isRelu, pool.windows()), before.inputs())
                : null;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        int filters = inputs.get(1).last();
        Window window = windows.over(x, border);
        Window last = pools == null ? window : pool(x, window, filters);
        return windows.places(x, last, filters);
    }

    @Override
    public List<Shape> shapes(List<Shape> inputs) {
        Shape shape = shape(inputs);
        return pools == null ? List.of(shape) : List.of(shape, shape);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> inputs = new ArrayList<>(y.inputs().subList(0, 2));
        inputs.add(dy.get(0));
        if (isRelu || pools != null) {
            inputs.addAll(y.outputs());
        }
        return Primitives.calls(new Back(this, y.inputs().size() > 2), inputs);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return convolution(x[0].shape(), x[1].shape())
                .forward(x[0], x[1], x.length > 2 ? x[2] : null, y[0], pools == null ? null : y[1], tiles);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        if (isRelu || pools != null) {
            throw new IllegalStateException("only to run: " + this);
        }
        List<Symbol> inputs = y.inputs();
        int axes = windows.axes();
        int[] order = axes == 1 ? new int[] {2, 1, 0} : new int[] {3, 2, 0, 1};
        List<String> reads = new ArrayList<>(x);
        reads.set(1, graph.node("Transpose", Map.of("perm", order), x.get(1)));
        Map<String, Object> attributes = Map.of(
                "group",
                groups(inputs.get(0).shape(), inputs.get(1).shape()),
                "dilations",
                Windows.array(windows.dilation()));
        return windows.node(graph, "Conv", inputs.get(0).shape(), border, attributes, reads.toArray(String[]::new));
    }

    /** The gradients with respect to x, kernel and bias, of x, kernel, dy, and if more is behind the convolution, its outputs. */
    private record Back(Conv of, boolean hasBias) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Shape> shapes(List<Shape> inputs) {
            List<Shape> shapes = new ArrayList<>(inputs.subList(0, 2));
            if (hasBias) {
                shapes.add(Shape.of(inputs.get(1).last()));
            }
            return shapes;
        }

        /** Each of the three is linear in both of what it is made of, and made of such as these. */
        @Override
        public List<Symbol> gradient(Symbol dx, List<Symbol> d) {
            if (of.isRelu || of.pools != null) {
                throw new IllegalStateException("only to run: " + this);
            }
            Symbol x = dx.inputs().get(0);
            Symbol kernel = dx.inputs().get(1);
            Symbol dy = dx.inputs().get(2);
            Symbol ofX = null;
            Symbol ofKernel = null;
            Symbol ofDy = null;
            if (d.get(0) != null) {
                ofKernel = Primitives.calls(new Back(of, false), d.get(0), kernel, dy)
                        .get(1);
                ofDy = Primitives.call(of, d.get(0), kernel);
            }
            if (d.get(1) != null) {
                ofX = Primitives.call(new Back(of, false), x, d.get(1), dy);
                ofDy = sum(ofDy, Primitives.call(of, x, d.get(1)));
            }
            if (hasBias && d.get(2) != null) {
                ofDy = sum(ofDy, Primitives.broadcast(d.get(2), dy.shape()));
            }
            return Arrays.asList(ofX, ofKernel, ofDy);
        }

        private static Symbol sum(Symbol a, Symbol b) {
            return a == null ? b : Primitives.add(a, b);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            View outputs = x.length > 3 ? x[3] : null;
            View winners = x.length > 4 ? x[4] : null;
            return of.convolution(x[0].shape(), x[1].shape())
                    .back(x[0], x[1], outputs, winners, x[2], y[0], y[1], hasBias ? y[2] : null, tiles);
        }
    }
}
