package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.divide;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.negative;
import static keras4j.ops.Primitives.subtract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Unary;
import keras4j.internal.onnx.OnnxGraph;

/** Keras's ops of {@code keras.ops.nn} that relate the numbers along some axes to each other. */
final class NormalizationOps {
    private static final double EPSILON = 1e-7;

    private NormalizationOps() {}

    static void define() {
        OpDefinition.define("nn", "Softmax", "x", a -> alongLast(a, NormalizationOps::softmaxOfRows));
        OpDefinition.define("nn", "LogSoftmax", "x", a -> alongLast(a, NormalizationOps::logSoftmaxOfRows));
        OpDefinition.define("nn", "Sparsemax", "x", a -> alongLast(a, NormalizationOps::sparsemaxOfRows));
        OpDefinition.define("nn", "BatchNorm", "x mean variance offset scale", NormalizationOps::batch);
        OpDefinition.define("nn", "LayerNorm", "x gamma beta", NormalizationOps::layer);
        OpDefinition.define("nn", "RMSNorm", "x scale=", a -> {
            Symbol x = a.symbol("x");
            Symbol square = ReductionOps.mean(map(Unary.SQUARE, x), axes(a, x), true);
            Symbol y = multiply(x, map(Unary.RSQRT, add(square, epsilon(a))));
            return a.has("scale") ? multiply(y, a.symbol("scale")) : y;
        });
    }

    /** The same numbers as constants: no gradient flows. It is a step of rows, as a view would part those before it from those after it. */
    private record Held() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public RowStep rowStep() {
            return (RowStep.Map) (x, y, n, scratch) -> System.arraycopy(x[0], 0, y, 0, n);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return x.get(0);
        }
    }

    /**
     * The softmax of the first operand, of which the others are made: its exponentials, divided by the sums of their rows. The gradient
     * is that with respect to the first; where it is the same for all of a row's numbers it is 0 to the last bit.
     */
    private record Softmax() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            Symbol weighted = Primitives.reduceLast(Reduction.SUM, multiply(dy.get(0), y));
            Symbol mean = divide(weighted, Primitives.reduceLast(Reduction.SUM, y)); // the sum is 1, but for rounding
            return List.of(multiply(y, subtract(dy.get(0), mean)));
        }

        @Override
        public RowStep rowStep() {
            return (RowStep.Map) (x, y, n, scratch) -> Binary.DIVIDE.run(x[1], x[2], y, n, scratch);
        }

        @Override
        public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
            return graph.node("Softmax", x.get(0));
        }
    }

    static Symbol held(Symbol x) {
        return Primitives.call(new Held(), x);
    }

    /** x less the largest number of its row. */
    static Symbol belowPeak(Symbol x) {
        return subtract(x, held(Primitives.reduceLast(Reduction.MAX, x)));
    }

    /** A function of rows, along one axis or several. */
    private static Symbol alongLast(Arguments a, UnaryOperator<Symbol> ofRows) {
        Symbol x = a.symbol("x");
        List<Integer> axes = a.axes("axis", x.rank());
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.removeAll(axes);
        int[] dims = new int[order.size() + 1];
        Arrays.setAll(dims, i -> i < order.size() ? x.dim(order.get(i)) : 1);
        axes.forEach(axis -> dims[order.size()] *= x.dim(axis));
        order.addAll(axes);
        Symbol last = Primitives.transpose(x, order);
        Symbol y = Primitives.reshape(ofRows.apply(Primitives.reshape(last, Shape.of(dims))), last.shape());
        List<Integer> back = new ArrayList<>();
        Primitives.range(x.rank()).forEach(axis -> back.add(order.indexOf(axis)));
        return Primitives.transpose(y, back);
    }

    /** Along the last axis. */
    static Symbol softmaxOfRows(Symbol x) {
        Symbol e = map(Unary.EXP, belowPeak(x));
        return Primitives.call(new Softmax(), x, e, Primitives.reduceLast(Reduction.SUM, e));
    }

    /** Along the last axis. */
    static Symbol logSoftmaxOfRows(Symbol x) {
        Symbol below = belowPeak(x);
        return subtract(below, map(Unary.LOG, Primitives.reduceLast(Reduction.SUM, map(Unary.EXP, below))));
    }

    /**
     * max(x - tau, 0) along the last axis. In Martins and Astudillo, 2016, tau = (sum of the k largest - 1) / k; Keras's, which
     * this follows, has in place of that sum all the sums of the 1, 2, .. k largest together. NaN counts as smaller than all.
     */
    private static Symbol sparsemaxOfRows(Symbol x) {
        int axis = x.rank() - 1;
        Symbol known = Primitives.where(map(Unary.IS_NAN, x), constant(Double.NEGATIVE_INFINITY), x);
        Symbol sorted = IndexingOps.along(known, Primitives.call(new Argsort(true), known), axis);
        Symbol sums = Primitives.call(new Cumulative(axis, false, false), sorted);
        float[] ranks = new float[x.shape().last()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = i + 1;
        }
        Symbol means = divide(subtract(sums, constant(1)), constant(ranks, Shape.of(ranks.length)));
        Symbol isIn = map(Binary.GREATER, subtract(sorted, means), constant(0));
        Symbol all = Primitives.reduceLast(Reduction.SUM, Primitives.where(isIn, sums, constant(0)));
        Symbol tau = divide(subtract(all, constant(1)), Primitives.reduceLast(Reduction.SUM, isIn));
        return map(Binary.MAXIMUM, subtract(x, tau), constant(0));
    }

    private static Symbol epsilon(Arguments a) {
        return constant(a.number("epsilon", EPSILON));
    }

    /** The axes, the last of them if none is said. */
    private static List<Integer> axes(Arguments a, Symbol x) {
        return a.has("axis") ? a.axes("axis", x.rank()).stream().sorted().toList() : List.of(x.rank() - 1);
    }

    /** With length 1 for all axes but some, unless it has all of them or is along the last. */
    private static Symbol spread(Symbol weight, Symbol x, List<Integer> axes) {
        if (weight == null || weight.rank() == x.rank() || axes.equals(List.of(x.rank() - 1))) {
            return weight;
        }
        int[] dims = new int[x.rank()];
        Arrays.setAll(dims, i -> axes.contains(i) ? x.dim(i) : 1);
        return Primitives.reshape(weight, Shape.of(dims));
    }

    private static Symbol batch(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axis = List.of(a.axis("axis", x.rank(), -1));
        Symbol variance = spread(a.symbol("variance"), x, axis);
        Symbol factor = map(Unary.RSQRT, add(variance, constant(a.number("epsilon", 1e-3))));
        Symbol scale = spread(a.optional("scale"), x, axis);
        return scaled(x, spread(a.symbol("mean"), x, axis), factor, scale, spread(a.optional("offset"), x, axis));
    }

    /** (x - mean) factor scale + offset; scale and offset may be null. */
    private static Symbol scaled(Symbol x, Symbol mean, Symbol factor, Symbol scale, Symbol offset) {
        Symbol slope = scale == null ? factor : multiply(factor, scale);
        Symbol shift = negative(multiply(mean, slope));
        return add(multiply(x, slope), offset == null ? shift : add(shift, offset));
    }

    private static Symbol layer(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axes = axes(a, x);
        Symbol gamma = spread(a.optional("gamma"), x, axes);
        Symbol beta = a.flag("rms_scaling") ? null : spread(a.optional("beta"), x, axes);
        Symbol normal = normal(a, x, axes);
        Symbol y = gamma == null ? normal : multiply(normal, gamma);
        return beta == null ? y : add(y, beta);
    }

    private static Symbol normal(Arguments a, Symbol x, List<Integer> axes) {
        boolean divides = a.flag("rms_scaling");
        if (!divides && axes.equals(List.of(x.rank() - 1))) {
            return Primitives.call(new LayerNorm(a.number("epsilon", EPSILON)), x);
        }
        Symbol centred = subtract(x, ReductionOps.mean(x, axes, true));
        Symbol variance = ReductionOps.mean(map(Unary.SQUARE, centred), axes, true);
        return multiply(divides ? x : centred, map(Unary.RSQRT, add(variance, epsilon(a))));
    }
}
