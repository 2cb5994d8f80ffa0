package keras4j.layers;

import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The product of two inputs, summed along an axis of each: (batch, .., n, ..) and (batch, .., n, ..) to (batch, axes of the
 * first without n, axes of the second without n), or (batch, 1) if there are none. Keras: {@code Dot}.
 */
public final class Dot extends Merge<Dot> {
    private int[] axes = {-1};
    private boolean normalize;

    Dot() {}

    /**
     * @param axes the axis of each input along which to sum, or one of both; 0 is the batch's, negative ones count from the
     *     end
     * @throws KerasException if there are not one or two
     */
    public Dot(int... axes) {
        this.axes = oneOrTwo(axes);
    }

    /** Whether inputs are brought to length 1 along the axis before, so that outputs are cosines; false unless given. */
    public Dot normalize(boolean value) {
        return set(() -> normalize = value);
    }

    @Override
    protected void config(Config config) {
        axes = oneOrTwo(config.oneOrMore("axes", axes));
        normalize = config.flag("normalize", normalize);
    }

    /** An axis of each input; Keras takes a list of one for an error. */
    private static int[] oneOrTwo(int[] axes) {
        if (KerasException.notNull("Dot.axes", "axes", axes).length < 1 || axes.length > 2) {
            throw KerasException.expected("Dot.axes", "one axis, or two", axes.length);
        }
        return axes.clone();
    }

    private int axis(int input, Shape shape) {
        return MergeAxis.of("Dot.axes", axes[Math.min(input, axes.length - 1)], shape);
    }

    @Override
    protected Symbol merged(List<Symbol> inputs, Call call) {
        if (inputs.size() != 2) {
            throw KerasException.expected("Dot", "two inputs", inputs.size());
        }
        Symbol first = inputs.get(0);
        Symbol second = inputs.get(1);
        int along = axis(0, first.sampleShape()) + 1;
        int other = axis(1, second.sampleShape()) + 1;
        if (first.dim(along) != second.dim(other)) {
            throw KerasException.expected(
                    "Dot",
                    "axes of one length to sum along",
                    "axis " + along + " of " + first.sampleShape().batched() + " and axis " + other + " of "
                            + second.sampleShape().batched());
        }
        Symbol products = Ops.matmul(vectors(first, along), Ops.swapaxes(vectors(second, other), 1, 2));
        int[] dims =
                IntStream.concat(lengths(first, along), lengths(second, other)).toArray();
        return Ops.reshape(
                products,
                (dims.length == 0 ? Shape.of(1) : Shape.of(dims))
                        .withFirst(first.dim(0))
                        .dims());
    }

    /** An input as (batch, vectors, length), the vectors being those along an axis. */
    private Symbol vectors(Symbol x, int axis) {
        int length = x.dim(axis);
        Symbol vectors =
                Ops.reshape(Ops.moveaxis(x, axis, -1), x.dim(0), x.sampleShape().size() / length, length);
        return normalize ? Ops.normalize(vectors, -1, 2) : vectors;
    }

    /** The lengths of a sample's other axes. */
    private static IntStream lengths(Symbol x, int axis) {
        return IntStream.range(1, x.rank()).filter(i -> i != axis).map(x::dim);
    }

    @Override
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        return List.of();
    }
}
