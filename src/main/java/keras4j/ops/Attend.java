package keras4j.ops;

import static keras4j.ops.Primitives.multiply;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.Attention;
import keras4j.internal.kernels.AttentionBack;
import keras4j.internal.kernels.Blas;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/**
 * softmax(query key' scale) value of each head in one, of shapes (batch, heads, time, size), (batch, heads, places, size) and
 * (batch, heads, places, any); and for the way back the weights of places, (batch, heads, places, time).
 */
record Attend(float scale) implements BlasPrimitive {
    /** Multiplications of a head from which on it is faster than the primitives that it stands for, which are those of {@link #of}. */
    private static final long MIN_WORK = 1 << 12;

    /** The most weights of places of a head: with more they leave the processor's cache between its products. */
    private static final int MAX_WEIGHTS = 1 << 15;

    /** What all heads find. */
    static Symbol of(Symbol query, Symbol key, Symbol value, float scale) {
        int weights = query.dim(-2) * key.dim(-2);
        boolean isOne = scale > 0
                && !Trace.isExport(query)
                && query.shape()
                        .withoutLast()
                        .withoutLast()
                        .equals(key.shape().withoutLast().withoutLast())
                && key.shape().withoutLast().equals(value.shape().withoutLast())
                && weights <= MAX_WEIGHTS
                && (long) weights * query.shape().last() >= MIN_WORK
                && Blas.isThere();
        return isOne ? Primitives.call(new Attend(scale), query, key, value) : composed(query, key, value, scale);
    }

    /** The same by the primitives that it stands for. */
    static Symbol composed(Symbol query, Symbol key, Symbol value, float scale) {
        Symbol logits = multiply(Primitives.matmul(query, Primitives.swapLast(key)), Primitives.constant(scale));
        return Primitives.matmul(NormalizationOps.softmaxOfRows(logits), value);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0).withLast(inputs.get(2).last());
    }

    @Override
    public List<Shape> shapes(List<Shape> inputs) {
        Shape weights = inputs.get(1).withLast(inputs.get(0).dim(-2));
        return List.of(shape(inputs), weights);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> x = y.inputs();
        Symbol weights = y.outputs().get(1);
        return Primitives.calls(new Back(scale), List.of(x.get(0), x.get(1), x.get(2), weights, dy.get(0)));
    }

    @Override
    public boolean takes(int input, View x) {
        return BlasPrimitive.hasRows(x);
    }

    @Override
    public boolean writes(View y) {
        return BlasPrimitive.hasRows(y);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return new Attention(tiles, x[0], x[1], x[2], scale, y[0], y[1]);
    }

    /** The gradients by query, key and value: of these, the weights of places, and that by the result. */
    private record Back(float scale) implements BlasPrimitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Shape> shapes(List<Shape> inputs) {
            return inputs.subList(0, 3);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            List<Symbol> of = y.inputs().subList(0, 3).stream().map(Copy::of).toList();
            Symbol given = y.inputs().get(4);
            Symbol same = composed(of.get(0), of.get(1), of.get(2), scale);
            List<Symbol> made = Gradients.of(List.of(same), List.of(given), of);
            List<Symbol> gradients = new ArrayList<>(of);
            gradients.add(given);
            gradients = Gradients.of(made, dy, gradients);
            gradients.add(3, null);
            return gradients;
        }

        @Override
        public boolean takes(int input, View x) {
            return input == 3 ? x.isContiguous() : BlasPrimitive.hasRows(x);
        }

        @Override
        public boolean writes(View y) {
            return BlasPrimitive.hasRows(y);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return new AttentionBack(tiles, x[0], x[1], x[2], x[3], x[4], scale, y[0], y[1], y[2]);
        }
    }
}
