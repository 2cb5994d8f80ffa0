package keras4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;

/**
 * A layer whose first weights are a kernel (.., in, out) and, unless it has none, a bias: Keras's arguments for the two.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelAndBias<L extends KernelAndBias<L>> extends Layer<L> {
    private ActivationFunction activation;
    private boolean useBias = true;
    private Initializer kernelInitializer = new GlorotUniform();
    private Initializer biasInitializer = new Zeros();
    private Regularizer kernelRegularizer;
    private Regularizer biasRegularizer;

    /** @param activation Keras's default */
    KernelAndBias(ActivationFunction activation) {
        this.activation = activation;
    }

    /** The activation by Keras's name, such as "relu". */
    public final L activation(String name) {
        return activation(Activations.REGISTRY.get(name));
    }

    /** The activation; linear unless given, of an LSTM tanh. */
    public final L activation(ActivationFunction function) {
        return set(() -> activation = KerasException.notNull(className() + ".activation", "a function", function));
    }

    /** Whether a bias is added; true unless given. */
    public final L useBias(boolean value) {
        return set(() -> useBias = value);
    }

    /** The kernel's initializer by Keras's name. */
    public final L kernelInitializer(String name) {
        return kernelInitializer(Initializers.REGISTRY.get(name));
    }

    /** The kernel's initializer; glorot_uniform unless given. */
    public final L kernelInitializer(Initializer initializer) {
        return set(() -> kernelInitializer = notNull(initializer));
    }

    /** The bias's initializer by Keras's name. */
    public final L biasInitializer(String name) {
        return biasInitializer(Initializers.REGISTRY.get(name));
    }

    /** The bias's initializer; zeros unless given. */
    public final L biasInitializer(Initializer initializer) {
        return set(() -> biasInitializer = notNull(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    public final L kernelRegularizer(String name) {
        return kernelRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The kernel's regularizer; none unless given. */
    public final L kernelRegularizer(Regularizer regularizer) {
        return set(() -> kernelRegularizer = regularizer);
    }

    /** The bias's regularizer by Keras's name. */
    public final L biasRegularizer(String name) {
        return biasRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The bias's regularizer; none unless given. */
    public final L biasRegularizer(Regularizer regularizer) {
        return set(() -> biasRegularizer = regularizer);
    }

    /** All the arguments here, in Keras's order where there are no others between. */
    final void configKernelAndBias(Config config) {
        configActivation(config);
        configUseBias(config);
        configKernelInitializer(config);
        configBiasInitializer(config);
        configKernelRegularizer(config);
        configBiasRegularizer(config);
    }

    final void configActivation(Config config) {
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
    }

    final void configUseBias(Config config) {
        useBias = config.flag("use_bias", useBias);
    }

    final void configKernelInitializer(Config config) {
        kernelInitializer = initializer(config, "kernel_initializer", ofUnit(kernelInitializer));
    }

    final void configBiasInitializer(Config config) {
        biasInitializer = initializer(config, "bias_initializer", ofUnit(biasInitializer));
    }

    final void configKernelRegularizer(Config config) {
        kernelRegularizer = config.object("kernel_regularizer", kernelRegularizer, Regularizers.REGISTRY);
    }

    final void configBiasRegularizer(Config config) {
        biasRegularizer = config.object("bias_regularizer", biasRegularizer, Regularizers.REGISTRY);
    }

    /** An argument that is an initializer, and not null. */
    final Initializer initializer(Config config, String key, Initializer value) {
        return notNull(config.object(key, value, Initializers.REGISTRY));
    }

    final Initializer notNull(Initializer initializer) {
        return KerasException.notNull(className(), "an initializer", initializer);
    }

    /** What an initializer is for the number of inputs, if that is known. */
    private Initializer ofUnit(Initializer initializer) {
        return builtWeights() == null
                ? initializer
                : FanInInitializer.of(initializer, fanIn(builtWeights().shapes().get(0)));
    }

    private static int fanIn(Shape kernel) {
        return kernel.size() / kernel.last();
    }

    /** The weights of a layer that has no others. */
    final List<WeightSpec> kernelAndBias(Shape kernel) {
        WeightSpec first = kernel(kernel);
        return useBias ? List.of(first, bias(kernel, biasInitializer)) : List.of(first);
    }

    final WeightSpec kernel(Shape kernel) {
        return new WeightSpec(
                "kernel", kernel, FanInInitializer.of(kernelInitializer, fanIn(kernel)), kernelRegularizer);
    }

    /** The bias beside that kernel. */
    final WeightSpec bias(Shape kernel, Initializer initializer) {
        return bias(kernel, Shape.of(kernel.last()), initializer);
    }

    /** One of another shape. */
    final WeightSpec bias(Shape kernel, Shape shape, Initializer initializer) {
        return new WeightSpec("bias", shape, FanInInitializer.of(initializer, fanIn(kernel)), biasRegularizer);
    }

    /** PyTorch's form of the weights of a layer that has no others: the kernel's axes are those, in that order. */
    final Map<String, Tensor> toTorch(List<Tensor> weights, int... axes) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weights.get(0).transpose(axes));
        if (useBias) {
            parameters.put("bias", weights.get(1));
        }
        return parameters;
    }

    /** The way back: PyTorch's axes, in the kernel's order. */
    final List<Tensor> fromTorch(Map<String, Tensor> parameters, int... axes) {
        Tensor kernel = parameters.get("weight").transpose(axes);
        return useBias ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
    }

    final ActivationFunction activation() {
        return activation;
    }

    final boolean hasBias() {
        return useBias;
    }

    final Initializer biasInitializer() {
        return biasInitializer;
    }
}
