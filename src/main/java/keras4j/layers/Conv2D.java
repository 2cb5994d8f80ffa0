package keras4j.layers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.internal.engine.ConvolutionKernel;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = activation(kernel over x + bias), the kernel being moved over height and width: (batch, height, width, channels) to
 * (batch, new height, new width, filters), or with channels first; kernel (kernel height, kernel width, channels / groups,
 * filters), bias (filters). Keras: {@code Conv2D}. DL4J: {@code ConvolutionLayer}; with groups this layer's own kernel.
 */
public final class Conv2D extends Layer<Conv2D> {
    private int filters;
    private int[] kernelSize = {1, 1};
    private int[] strides = {1, 1};
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;
    private int[] dilationRate = {1, 1};
    private int groups = 1;
    private ActivationFunction activation = new Linear();
    private boolean useBias = true;
    private Initializer kernelInitializer = new GlorotUniform();
    private Initializer biasInitializer = new Zeros();
    private Regularizer kernelRegularizer;
    private Regularizer biasRegularizer;

    Conv2D() {}

    /**
     * @param filters the channels of the output
     * @param kernelSize the kernel's height and width, or one number for both
     * @throws KerasException if they are not positive
     */
    public Conv2D(int filters, int... kernelSize) {
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

    /** The activation by Keras's name, such as "relu". */
    public Conv2D activation(String name) {
        return activation(Activations.REGISTRY.get(name));
    }

    /** The activation; linear unless given. */
    public Conv2D activation(ActivationFunction function) {
        return set(() -> activation = KerasException.notNull("Conv2D.activation", "a function", function));
    }

    /** Whether a bias is added; true unless given. */
    public Conv2D useBias(boolean value) {
        return set(() -> useBias = value);
    }

    /** The kernel's initializer by Keras's name. */
    public Conv2D kernelInitializer(String name) {
        return kernelInitializer(Initializers.REGISTRY.get(name));
    }

    /** The kernel's initializer; glorot_uniform unless given. */
    public Conv2D kernelInitializer(Initializer initializer) {
        return set(() -> kernelInitializer = notNull(initializer));
    }

    /** The bias's initializer by Keras's name. */
    public Conv2D biasInitializer(String name) {
        return biasInitializer(Initializers.REGISTRY.get(name));
    }

    /** The bias's initializer; zeros unless given. */
    public Conv2D biasInitializer(Initializer initializer) {
        return set(() -> biasInitializer = notNull(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    public Conv2D kernelRegularizer(String name) {
        return kernelRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The kernel's regularizer; none unless given. */
    public Conv2D kernelRegularizer(Regularizer regularizer) {
        return set(() -> kernelRegularizer = regularizer);
    }

    /** The bias's regularizer by Keras's name. */
    public Conv2D biasRegularizer(String name) {
        return biasRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The bias's regularizer; none unless given. */
    public Conv2D biasRegularizer(Regularizer regularizer) {
        return set(() -> biasRegularizer = regularizer);
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
        activation = config.name("activation", activation, Activations.REGISTRY, Activations::serialize);
        useBias = config.flag("use_bias", useBias);
        kernelInitializer = notNull(config.object("kernel_initializer", kernelInitializer, Initializers.REGISTRY));
        biasInitializer = notNull(config.object("bias_initializer", biasInitializer, Initializers.REGISTRY));
        kernelRegularizer = config.object("kernel_regularizer", kernelRegularizer, Regularizers.REGISTRY);
        biasRegularizer = config.object("bias_regularizer", biasRegularizer, Regularizers.REGISTRY);
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
        return shape.withLast(activation.outputWidth(shape.last()));
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        int channels = dataFormat.channelsLast("Conv2D", input).last();
        WeightSpec kernel = new WeightSpec(
                "kernel",
                Shape.of(kernelSize[0], kernelSize[1], channels / groups, filters),
                kernelInitializer,
                kernelRegularizer);
        return useBias
                ? List.of(kernel, new WeightSpec("bias", Shape.of(filters), biasInitializer, biasRegularizer))
                : List.of(kernel);
    }

    @Override
    protected ActivationFunction outputActivation() {
        return activation;
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        Kernel kernel = new ConvolutionKernel(window(input), filters, groups, offset, useBias);
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
        String y = useBias
                ? graph.node("Conv", arguments, image, kernel, graph.weight("bias", weights.get(1)))
                : graph.node("Conv", arguments, image, kernel);
        return dataFormat.fromOnnx(graph, y);
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weights.get(0).transpose(3, 2, 0, 1));
        if (useBias) {
            parameters.put("bias", weights.get(1));
        }
        return parameters;
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        Tensor kernel = parameters.get("weight").transpose(2, 3, 1, 0);
        return useBias ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
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
                .hasBias(useBias)
                .build();
    }

    @Override
    protected ActivationFunction dl4jActivation() {
        return activation;
    }

    @Override
    protected List<String> dl4jParams() {
        return useBias ? List.of("W", "b") : List.of("W");
    }

    /** DL4J's W is (filters, channels, kernel height, kernel width). */
    @Override
    protected INDArray dl4jView(String key, INDArray param) {
        return key.equals("W") ? param.permute(2, 3, 1, 0) : param;
    }

    private static Initializer notNull(Initializer initializer) {
        return KerasException.notNull("Conv2D", "an initializer", initializer);
    }

    private static int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected("Conv2D." + argument, "a positive whole number", value);
        }
        return value;
    }
}
