package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.NumberArray;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * y = (x - mean) / sqrt(variance), the shape unchanged, with a mean and a variance for each position along the kept axes:
 * those of the data it was adapted to, which are weights and travel in files, or given ones. Deviations below 1e-7 count as
 * 1e-7. Keras: {@code Normalization}. DL4J: this layer's own kernel.
 */
public final class Normalization extends Layer<Normalization> {
    private int[] axis = {-1};
    private NumberArray mean;
    private NumberArray variance;
    private boolean invert;
    private Moments adapted;

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
        if (builtWeights() != null && !builtWeights().shapes().get(0).equals(kept.shape())) {
            throw KerasException.expected(
                    "Normalization.adapt",
                    "data with the built layer's statistics, of shape "
                            + builtWeights().shapes().get(0),
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
    protected Shape outputShape(Shape input) {
        if ((mean == null) != (variance == null)
                || (mean != null && !mean.shape().equals(variance.shape()))) {
            throw KerasException.expected(
                    "Normalization",
                    "mean and variance with as many numbers, or neither",
                    "mean " + mean + ", variance " + variance);
        }
        if (mean != null) {
            new Axes(input, axis).check("Normalization.mean", mean);
        }
        return input;
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        if (mean != null) {
            return List.of();
        }
        Shape shape = new Axes(input, axis).shape();
        if (adapted != null && adapted.mean().length != shape.size()) {
            throw KerasException.expected(
                    "Normalization", "an input like the data it was adapted to, " + adapted.shape(), input.batched());
        }
        return List.of(
                WeightSpec.state(
                        "mean",
                        shape,
                        adapted == null ? new Zeros() : new Given(adapted.mean()),
                        WeightSpec.Kind.STATE),
                WeightSpec.state(
                        "variance",
                        shape,
                        adapted == null ? new Ones() : new Given(adapted.variance()),
                        WeightSpec.Kind.STATE),
                WeightSpec.state("count", Shape.of(), new Zeros(), WeightSpec.Kind.COUNTER));
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    /** The function, with its statistics if they were given. */
    private Standardization function(Shape input) {
        Axes kept = new Axes(input, axis);
        Standardization function = new Standardization(kept.places(), invert);
        if (mean != null) {
            int size = kept.shape().size();
            float[] statistics = Arrays.copyOf(kept.spread(mean), 2 * size);
            System.arraycopy(kept.spread(variance), 0, statistics, size, size);
            function.set(statistics, 0, size);
        }
        return function;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset) {
        Axes kept = new Axes(input, axis);
        int rows = input.size() / kept.row();
        return List.of(
                function(input).kernel(mean == null ? offset : -1, kept.shape().size(), rows));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Axes kept = new Axes(input, axis);
        float[] variances = mean == null ? weights.get(1).values() : kept.spread(variance);
        for (int i = 0; i < variances.length; i++) {
            variances[i] = Standardization.deviation(variances[i]);
        }
        Tensor means = mean == null ? weights.get(0) : Tensor.of(kept.spread(mean));
        int[] dims = kept.broadcast().dims();
        String centre = graph.weight("mean", means.reshape(dims));
        String spread = graph.weight("deviation", Tensor.of(variances, dims));
        return invert
                ? graph.node("Add", graph.node("Mul", x, spread), centre)
                : graph.node("Div", graph.node("Sub", x, centre), spread);
    }
}
