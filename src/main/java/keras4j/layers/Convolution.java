package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Conv;
import keras4j.ops.Symbol;

/**
 * y = activation(kernel over x + bias), the kernel being moved over height and width, or over time: (batch, height, width,
 * channels) to (batch, new height, new width, filters), or (batch, time, channels) to (batch, new time, filters), or with
 * channels first; kernel (kernel height, kernel width, channels / groups, filters), or without the height, bias (filters).
 * DL4J: {@code ConvolutionLayer}; with groups or causal padding this layer's own kernel.
 *
 * @param <L> the layer's own class
 */
public abstract class Convolution<L extends Convolution<L>> extends Biased<L> implements HasKernel<L> {
    private final int axes;
    private int filters;
    private int[] kernelSize = {1, 1};
    private int[] strides = {1, 1};
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;
    private int[] dilationRate = {1, 1};
    private int groups = 1;
    private Symbol kernel;
    private Symbol bias;

    /** @param axes along which the kernel moves: 1 for time, 2 for height and width */
    Convolution(int axes) {
        super("kernel", new Linear());
        this.axes = axes;
    }

    Convolution(int axes, int filters, int... kernelSize) {
        this(axes);
        this.filters = positive("filters", filters);
        this.kernelSize = Pairs.of(className() + ".kernelSize", axes, kernelSize);
    }

    /** How far the kernel moves along time, or along height and width or one number for both; 1 unless given. */
    public final L strides(int... values) {
        return set(() -> strides = Pairs.of(className() + ".strides", axes, values));
    }

    /**
     * "valid", the kernel stays inside of the image, or "same", the border is padded with 0, or for sequences "causal", the
     * time before is, so that no step sees a later one; valid unless given.
     */
    public final L padding(String value) {
        return set(() -> padding = Padding.of(className() + ".padding", value, axes == 1));
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    /**
     * The distance between what neighbours in the kernel see, along time, or along height and width or one number for both; 1
     * unless given.
     */
    public final L dilationRate(int... values) {
        return set(() -> dilationRate = Pairs.of(className() + ".dilationRate", axes, values));
    }

    /** Into how many groups, each for itself, channels and filters are parted; 1 unless given. */
    public final L groups(int value) {
        return set(() -> groups = positive("groups", value));
    }

    @Override
    protected final void config(Config config) {
        filters = positive("filters", config.integer("filters", filters));
        kernelSize = Pairs.config(config, className(), "kernel_size", axes, kernelSize);
        strides = Pairs.config(config, className(), "strides", axes, strides);
        padding = Padding.config(config, className(), padding, axes == 1);
        dataFormat = Images.config(config, className(), dataFormat);
        dilationRate = Pairs.config(config, className(), "dilation_rate", axes, dilationRate);
        groups = positive("groups", config.integer("groups", groups));
        configActivation(config);
        configUseBias(config);
        configKernelAndBias(config, null);
    }

    private int channels(Shape input) {
        return dataFormat.channels(className(), axes, input);
    }

    private void check(int channels) {
        if (channels % groups != 0 || filters % groups != 0) {
            throw KerasException.expected(
                    className() + ".groups",
                    "a number that divides channels and filters",
                    groups + " for " + channels + " channels and " + filters + " filters");
        }
        if (Arrays.stream(strides).max().getAsInt() > 1
                && Arrays.stream(dilationRate).max().getAsInt() > 1) {
            throw KerasException.expected(
                    className(),
                    "strides or a dilationRate above 1, not both",
                    Arrays.toString(strides) + " and " + Arrays.toString(dilationRate));
        }
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        int channels = channels(inputs.get(0).withoutFirst());
        int ofGroup = channels;
        if (channels != Shape.NONE) {
            check(channels);
            ofGroup = channels / groups;
        }
        Shape shape = axes == 1
                ? Shape.of(kernelSize[1], ofGroup, filters)
                : Shape.of(kernelSize[0], kernelSize[1], ofGroup, filters);
        kernel = weights.add(kernel(shape));
        bias = hasBias() ? weights.add(bias(shape, biasInitializer())) : null;
    }

    @Override
    protected final Symbol call(Symbol x, Call call) {
        return activated(convolved(x));
    }

    private Symbol convolved(Symbol x) {
        try {
            return Conv.of(x, kernel, bias, ofAxes(strides), padding.text(), dataFormat.text(), ofAxes(dilationRate));
        } catch (KerasException e) {
            throw e.in(className() + ".kernelSize and dilationRate");
        }
    }

    /** One number for each axis. */
    private List<Integer> ofAxes(int[] pair) {
        return Arrays.stream(Pairs.own(axes, pair)).boxed().toList();
    }

    private int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected(className() + "." + argument, "a positive whole number", value);
        }
        return value;
    }
}
