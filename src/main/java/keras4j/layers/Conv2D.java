package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.engine.ConvolutionKernel;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = activation(kernel over x + bias), the kernel being moved over height and width: (batch, height, width, channels) to
 * (batch, new height, new width, filters), or with channels first; kernel (kernel height, kernel width, channels / groups,
 * filters), bias (filters). Keras: {@code Conv2D}. DL4J: {@code ConvolutionLayer}; with groups this layer's own kernel.
 */
public final class Conv2D extends KernelAndBias<Conv2D> {
    private int filters;
    private int[] kernelSize = {1, 1};
    private int[] strides = {1, 1};
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;
    private int[] dilationRate = {1, 1};
    private int groups = 1;

    Conv2D() {
        super(new Linear());
    }

    /**
     * @param filters the channels of the output
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public Conv2D(int filters, int... kernelSize) {
        this();
        this.filters = positive("filters", filters);
        this.kernelSize = Pairs.of("Conv2D.kernelSize", kernelSize);
    }

    /** How far the kernel moves along height and width, or one number for both; 1 unless given. */
    public Conv2D strides(int... values) {
        return set(() -> strides = Pairs.of("Conv2D.strides", values));
    }

    /** "valid", the kernel stays inside of the image, or "same", the border is padded with 0; valid unless given. */
    public Conv2D padding(String value) {
        return set(() -> padding = Padding.of("Conv2D.padding", value));
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public Conv2D dataFormat(String value) {
        return set(() -> dataFormat = Images.of("Conv2D.dataFormat", value));
    }

    /** The distance between what neighbours in the kernel see, along height and width, or one number for both; 1 unless given. */
    public Conv2D dilationRate(int... values) {
        return set(() -> dilationRate = Pairs.of("Conv2D.dilationRate", values));
    }

    /** Into how many groups, each for itself, channels and filters are parted; 1 unless given. */
    public Conv2D groups(int value) {
        return set(() -> groups = positive("groups", value));
    }

    @Override
    protected void config(Config config) {
        filters = positive("filters", config.integer("filters", filters));
        kernelSize = Pairs.config(config, "Conv2D", "kernel_size", kernelSize);
        strides = Pairs.config(config, "Conv2D", "strides", strides);
        padding = Padding.config(config, "Conv2D", padding);
        dataFormat = Images.config(config, "Conv2D", dataFormat);
        dilationRate = Pairs.config(config, "Conv2D", "dilation_rate", dilationRate);
        groups = positive("groups", config.integer("groups", groups));
        configKernelAndBias(config);
    }

    private Window window(Shape input) {
        Shape image = dataFormat.channelsLast("Conv2D", input);
        if (image.last() % groups != 0 || filters % groups != 0) {
            throw KerasException.expected(
                    "Conv2D.groups",
                    "a number that divides channels and filters",
                    groups + " for " + image.last() + " channels and " + filters + " filters");
        }
        if (Arrays.stream(strides).max().getAsInt() > 1
                && Arrays.stream(dilationRate).max().getAsInt() > 1) {
            throw KerasException.expected(
                    "Conv2D",
                    "strides or a dilationRate above 1, not both",
                    Arrays.toString(strides) + " and " + Arrays.toString(dilationRate));
        }
        return new Window("Conv2D", image, kernelSize, strides, dilationRate, padding == Padding.SAME);
    }

    /** Before the activation. */
    private Shape convolved(Shape input) {
        Window window = window(input);
        return dataFormat.shape(window.outputHeight(), window.outputWidth(), filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        Shape shape = convolved(input);
        return shape.withLast(activation().outputWidth(shape.last()));
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        int channels = dataFormat.channelsLast("Conv2D", input).last();
        return kernelAndBias(Shape.of(kernelSize[0], kernelSize[1], channels / groups, filters));
    }

    @Override
    protected ActivationFunction outputActivation() {
        return activation();
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        Kernel kernel = new ConvolutionKernel(window(input), filters, groups, offset, hasBias());
        return dataFormat.kernels(kernel, input, convolved(input));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Map<String, ?> arguments = Map.of(
                "group",
                groups,
                "strides",
                strides,
                "dilations",
                dilationRate,
                "pads",
                window(input).padding());
        String image = dataFormat.toOnnx(graph, x);
        String kernel = graph.weight("kernel", weights.get(0).transpose(3, 2, 0, 1));
        String y = hasBias()
                ? graph.node("Conv", arguments, image, kernel, graph.weight("bias", weights.get(1)))
                : graph.node("Conv", arguments, image, kernel);
        return dataFormat.fromOnnx(graph, y);
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        return toTorch(weights, 3, 2, 0, 1);
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        return fromTorch(parameters, 2, 3, 1, 0);
    }

    @Override
    protected Shape dl4jShape(Shape shape) {
        return shape;
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        if (groups > 1) {
            return null;
        }
        return new ConvolutionLayer.Builder(kernelSize, strides)
                .nIn(dataFormat.channelsLast("Conv2D", input).last())
                .nOut(filters)
                .convolutionMode(padding.dl4j())
                .dilation(dilationRate)
                .dataFormat(dataFormat.dl4j())
                .activation(Activation.IDENTITY)
                .hasBias(hasBias())
                .build();
    }

    @Override
    protected ActivationFunction dl4jActivation() {
        return activation();
    }

    @Override
    protected List<String> dl4jParams() {
        return hasBias() ? List.of("W", "b") : List.of("W");
    }

    /** DL4J's W is (filters, channels, kernel height, kernel width). */
    @Override
    protected List<INDArray> dl4jViews(String key, INDArray param) {
        return List.of(key.equals("W") ? param.permute(2, 3, 1, 0) : param);
    }

    private static int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected("Conv2D." + argument, "a positive whole number", value);
        }
        return value;
    }
}
