package keras4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Mask;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.internal.engine.LinearKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * y = activation(x . kernel + bias): (batch, .., in) to (batch, .., units); kernel (in, units), bias (units). Keras:
 * {@code Dense}. PyTorch: {@code Linear}. DL4J: {@code DenseLayer}, {@code OutputLayer} at the end.
 */
public final class Dense extends Layer<Dense> {
    private int units;
    private ActivationFunction activation = new Linear();
    private boolean useBias = true;
    private Initializer kernelInitializer = new GlorotUniform();
    private Initializer biasInitializer = new Zeros();
    private Regularizer kernelRegularizer;
    private Regularizer biasRegularizer;

    Dense() {}

    /**
     * @param units the length of the output's last axis
     * @throws KerasException if it is not positive
     */
    public Dense(int units) {
        this.units = positive(units);
    }

    /** The activation by Keras's name, such as "relu". */
    public Dense activation(String name) {
        return activation(Activations.REGISTRY.get(name));
    }

    /** The activation; linear unless given. */
    public Dense activation(ActivationFunction function) {
        return set(() -> activation = KerasException.notNull("Dense.activation", "a function", function));
    }

    /** Whether a bias is added; true unless given. */
    public Dense useBias(boolean value) {
        return set(() -> useBias = value);
    }

    /** The kernel's initializer by Keras's name. */
    public Dense kernelInitializer(String name) {
        return kernelInitializer(Initializers.REGISTRY.get(name));
    }

    /** The kernel's initializer; glorot_uniform unless given. */
    public Dense kernelInitializer(Initializer initializer) {
        return set(() -> kernelInitializer = notNull(initializer));
    }

    /** The bias's initializer by Keras's name. */
    public Dense biasInitializer(String name) {
        return biasInitializer(Initializers.REGISTRY.get(name));
    }

    /** The bias's initializer; zeros unless given. */
    public Dense biasInitializer(Initializer initializer) {
        return set(() -> biasInitializer = notNull(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    public Dense kernelRegularizer(String name) {
        return kernelRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The kernel's regularizer; none unless given. */
    public Dense kernelRegularizer(Regularizer regularizer) {
        return set(() -> kernelRegularizer = regularizer);
    }

    /** The bias's regularizer by Keras's name. */
    public Dense biasRegularizer(String name) {
        return biasRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The bias's regularizer; none unless given. */
    public Dense biasRegularizer(Regularizer regularizer) {
        return set(() -> biasRegularizer = regularizer);
    }

    @Override
    protected void config(Config config) {
        units = positive(config.integer("units", units));
        activation = config.name("activation", activation, Activations.REGISTRY, Activations::serialize);
        useBias = config.flag("use_bias", useBias);
        kernelInitializer =
                notNull(config.object("kernel_initializer", ofUnit(kernelInitializer), Initializers.REGISTRY));
        biasInitializer = notNull(config.object("bias_initializer", ofUnit(biasInitializer), Initializers.REGISTRY));
        kernelRegularizer = config.object("kernel_regularizer", kernelRegularizer, Regularizers.REGISTRY);
        biasRegularizer = config.object("bias_regularizer", biasRegularizer, Regularizers.REGISTRY);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input.withLast(activation.outputWidth(units));
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        int fanIn = input.last();
        WeightSpec kernel = new WeightSpec(
                "kernel", Shape.of(fanIn, units), FanInInitializer.of(kernelInitializer, fanIn), kernelRegularizer);
        return useBias
                ? List.of(
                        kernel,
                        new WeightSpec(
                                "bias", Shape.of(units), FanInInitializer.of(biasInitializer, fanIn), biasRegularizer))
                : List.of(kernel);
    }

    /** What an initializer is for the number of inputs, if that is known. */
    private Initializer ofUnit(Initializer initializer) {
        return builtWeights() == null
                ? initializer
                : FanInInitializer.of(
                        initializer, builtWeights().shapes().get(0).dim(0));
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected ActivationFunction outputActivation() {
        return activation;
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        return List.of(new LinearKernel(input.last(), units, input.positions(), offset, useBias));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        String kernel = graph.weight("kernel", weights.get(0));
        if (!useBias) {
            return graph.node("MatMul", x, kernel);
        }
        String bias = graph.weight("bias", weights.get(1));
        return input.rank() == 1
                ? graph.node("Gemm", x, kernel, bias)
                : graph.node("Add", graph.node("MatMul", x, kernel), bias);
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weights.get(0).transpose(1, 0));
        if (useBias) {
            parameters.put("bias", weights.get(1));
        }
        return parameters;
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        Tensor kernel = parameters.get("weight").transpose(1, 0);
        return useBias ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return new DenseLayer.Builder()
                .nIn(input.last())
                .nOut(units)
                .activation(activation.nd4j())
                .hasBias(useBias)
                .build();
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4jOutput(Shape input, ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nIn(input.last())
                .nOut(units)
                .activation(activation.nd4j())
                .hasBias(useBias)
                .build();
    }

    @Override
    protected List<String> dl4jParams() {
        return useBias ? List.of("W", "b") : List.of("W");
    }

    private static Initializer notNull(Initializer initializer) {
        return KerasException.notNull("Dense", "an initializer", initializer);
    }

    private static int positive(int units) {
        if (units < 1) {
            throw KerasException.expected("Dense.units", "a positive whole number", units);
        }
        return units;
    }
}
