package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.engine.ConvolutionKernel;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * y = activation(kernel over x + bias), the kernel being moved over height and width, or over time: (batch, height, width,
 * channels) to (batch, new height, new width, filters), or (batch, time, channels) to (batch, new time, filters), or with
 * channels first; kernel (kernel height, kernel width, channels / groups, filters), or without the height, bias (filters).
 * DL4J: {@code ConvolutionLayer}; with groups or causal padding this layer's own kernel.
 *
 * @param <L> the layer's own class
 */
public abstract class Convolution<L extends Convolution<L>> extends KernelAndBias<L> {
    private final int axes;
    private int filters;
    private int[] kernelSize = {1, 1};
    private int[] strides = {1, 1};
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;
    private int[] dilationRate = {1, 1};
    private int groups = 1;

    /** @param axes along which the kernel moves: 1 for time, 2 for height and width */
    Convolution(int axes) {
        super(new Linear());
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
        configKernelAndBias(config);
    }

    private Window window(Shape input) {
        Shape image = dataFormat.channelsLast(className(), axes, input);
        if (image.last() % groups != 0 || filters % groups != 0) {
            throw KerasException.expected(
                    className() + ".groups",
                    "a number that divides channels and filters",
                    groups + " for " + image.last() + " channels and " + filters + " filters");
        }
        if (Arrays.stream(strides).max().getAsInt() > 1
                && Arrays.stream(dilationRate).max().getAsInt() > 1) {
            throw KerasException.expected(
                    className(),
                    "strides or a dilationRate above 1, not both",
                    Arrays.toString(strides) + " and " + Arrays.toString(dilationRate));
        }
        return new Window(
                className() + ".kernelSize and dilationRate",
                image,
                kernelSize,
                strides,
                dilationRate,
                padding.border());
    }

    /** Before the activation. */
    private Shape convolved(Shape input) {
        Window window = window(input);
        return dataFormat.shape(axes, window.outputHeight(), window.outputWidth(), filters);
    }

    @Override
    protected final Shape outputShape(Shape input) {
        Shape shape = convolved(input);
        return shape.withLast(activation().outputWidth(shape.last()));
    }

    @Override
    protected final List<WeightSpec> weights(Shape input) {
        int channels = dataFormat.channelsLast(className(), axes, input).last();
        return kernelAndBias(
                axes == 1
                        ? Shape.of(kernelSize[1], channels / groups, filters)
                        : Shape.of(kernelSize[0], kernelSize[1], channels / groups, filters));
    }

    @Override
    protected final ActivationFunction outputActivation() {
        return activation();
    }

    @Override
    protected final List<SampleKernel> kernels(Shape input, int offset) {
        SampleKernel kernel = new ConvolutionKernel(window(input), filters, groups, offset, hasBias());
        return dataFormat.kernels(kernel, input, convolved(input));
    }

    @Override
    protected final String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Map<String, ?> arguments = Map.of(
                "group",
                groups,
                "strides",
                Pairs.own(axes, strides),
                "dilations",
                Pairs.own(axes, dilationRate),
                "pads",
                window(input).padding(axes));
        String image = dataFormat.toOnnx(graph, axes, x);
        String kernel = graph.weight("kernel", weights.get(0).transpose(filtersFirst()));
        String y = hasBias()
                ? graph.node("Conv", arguments, image, kernel, graph.weight("bias", weights.get(1)))
                : graph.node("Conv", arguments, image, kernel);
        return dataFormat.fromOnnx(graph, axes, y);
    }

    /** The kernel's axes as ONNX and PyTorch have them: filters, channels, then those along which it moves. */
    private int[] filtersFirst() {
        return axes == 1 ? new int[] {2, 1, 0} : new int[] {3, 2, 0, 1};
    }

    private int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected(className() + "." + argument, "a positive whole number", value);
        }
        return value;
    }
}
