package keras4j.layers;

import java.util.List;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = (x - mean) / sqrt(variance), the shape unchanged, with a mean and a variance for each position along the kept axes:
 * those of the data it was adapted to, which are weights and travel in files, or given ones. Deviations below 1e-7 count as
 * 1e-7. Keras: {@code Normalization}.
 */
public final class Normalization extends Layer<Normalization> {
    /** Keras's epsilon: a smaller deviation counts as this. */
    private static final double LEAST_DEVIATION = 1e-7;

    private int[] axis = {-1};
    private NumberArray mean;
    private NumberArray variance;
    private boolean invert;
    private Moments adapted;

    private Symbol means;
    private Symbol variances;

    /** The first values of a statistic: those of the data it was adapted to, also after it was built. */
    private final class First implements Initializer {
        private final Initializer otherwise;
        private final Function<Moments, float[]> part;

        First(Initializer otherwise, Function<Moments, float[]> part) {
            this.otherwise = otherwise;
            this.part = part;
        }

        @Override
        public void config(Config config) {
            // It stands in no config.
        }

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            Initializer first = adapted == null ? otherwise : new Given(part.apply(adapted));
            first.fill(values, offset, shape);
        }
    }

    /**
     * The axes with statistics of their own, 0 being the batch's, which cannot be one; -1, the features, unless given. None
     * for one mean and variance of everything.
     */
    public Normalization axis(int... axes) {
        return set(() -> axis =
                KerasException.notNull("Normalization.axis", "axes", axes).clone());
    }

    /** A given mean: one number, or one for each position along the kept axis; goes with {@link #variance}. */
    public Normalization mean(double... values) {
        return set(() -> mean = valid("mean", -Float.MAX_VALUE, numbers("mean", values)));
    }

    /** A given variance; see {@link #mean}. */
    public Normalization variance(double... values) {
        return set(() -> variance = valid("variance", 0, numbers("variance", values)));
    }

    private static NumberArray numbers(String argument, double[] values) {
        if (KerasException.notNull("Normalization." + argument, "numbers", values).length == 0) {
            throw KerasException.expected("Normalization." + argument, "a number, or one for each position", "none");
        }
        return NumberArray.of(values);
    }

    private static NumberArray valid(String argument, double least, NumberArray numbers) {
        for (double number : numbers == null ? new double[0] : numbers.values()) {
            if (!(number >= least && number <= Float.MAX_VALUE)) {
                throw KerasException.expected(
                        "Normalization." + argument, least == 0 ? "numbers of at least 0" : "finite numbers", number);
            }
        }
        return numbers;
    }

    /** Whether y = mean + x sqrt(variance) instead: the way back. */
    public Normalization invert(boolean value) {
        return set(() -> invert = value);
    }

    /**
     * Takes mean and variance from data, before or after the layer is in a model; labels do not count.
     *
     * @throws KerasException if a mean was given, or the data have another shape than the layer's input
     */
    public Normalization adapt(BatchSource data) {
        if (mean != null) {
            throw KerasException.expected("Normalization.adapt", "a layer without a given mean", "one with " + mean);
        }
        Axes kept = new Axes(
                KerasException.notNull("Normalization.adapt", "data", data).xShape(), axis);
        if (means != null && !means.shape().equals(kept.shape())) {
            throw KerasException.expected(
                    "Normalization.adapt",
                    "data with the built layer's statistics, of shape " + means.shape(),
                    data.xShape().batched());
        }
        adapted = Moments.of(data, kept);
        if (builtWeights() != null) {
            builtWeights().set(List.of(adapted.mean(), adapted.variance(), new float[1]));
        }
        return this;
    }

    /** See {@link #adapt(BatchSource)}; an array as {@link Dataset#of(Object)} takes it. */
    public Normalization adapt(Object data) {
        return adapt(Dataset.of(data));
    }

    /** Whether mean and variance were given, or adapted with {@link #adapt}; those from a file are weights only. */
    public boolean isAdapted() {
        return mean != null || adapted != null;
    }

    @Override
    protected void config(Config config) {
        axis = config.integers("axis", axis);
        invert = config.flag("invert", invert);
        mean = valid("mean", -Float.MAX_VALUE, config.numbers("mean", mean));
        variance = valid("variance", 0, config.numbers("variance", variance));
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Axes kept = new Axes(inputs.get(0).withoutFirst(), axis);
        if (mean != null || variance != null) {
            checkGiven(kept);
            return;
        }
        if (adapted != null && adapted.mean().length != kept.shape().size()) {
            throw KerasException.expected(
                    "Normalization",
                    "an input like the data it was adapted to, " + adapted.shape(),
                    inputs.get(0).withoutFirst().batched());
        }
        means = weights.add(state("mean", kept.shape(), new First(new Zeros(), Moments::mean)));
        variances = weights.add(state("variance", kept.shape(), new First(new Ones(), Moments::variance)));
        weights.add(WeightSpec.state("count", Shape.of(), new Zeros(), WeightSpec.Kind.COUNTER));
    }

    private static WeightSpec state(String name, Shape shape, Initializer first) {
        return WeightSpec.state(name, shape, first, WeightSpec.Kind.STATE);
    }

    private void checkGiven(Axes kept) {
        if (mean == null || variance == null || !mean.shape().equals(variance.shape())) {
            throw KerasException.expected(
                    "Normalization",
                    "mean and variance with as many numbers, or neither",
                    "mean " + mean + ", variance " + variance);
        }
        kept.check("Normalization.mean", mean);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Axes kept = new Axes(x.sampleShape(), axis);
        int[] dims = kept.broadcast().dims();
        Symbol centre = mean == null ? Ops.reshape(means, dims) : Ops.array(kept.spread(mean), dims);
        Symbol squared = mean == null ? Ops.reshape(variances, dims) : Ops.array(kept.spread(variance), dims);
        Symbol deviation = Ops.maximum(Ops.sqrt(squared), LEAST_DEVIATION);
        return invert ? x.times(deviation).plus(centre) : x.minus(centre).dividedBy(deviation);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
