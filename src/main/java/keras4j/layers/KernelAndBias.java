package keras4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Initializers;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;

/**
 * A layer whose first weights are a kernel (.., in, out) and, unless it has none, a bias: Keras's arguments for the two.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelAndBias<L extends KernelAndBias<L>> extends Biased<L> {
    private Initializer kernelInitializer = new GlorotUniform();
    private Regularizer kernelRegularizer;

    /** @param activation Keras's default */
    KernelAndBias(ActivationFunction activation) {
        super(activation);
    }

    /** The kernel's initializer by Keras's name. */
    public final L kernelInitializer(String name) {
        return kernelInitializer(Initializers.REGISTRY.get(name));
    }

    /** The kernel's initializer; glorot_uniform unless given. */
    public final L kernelInitializer(Initializer initializer) {
        return set(() -> kernelInitializer = notNull(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    public final L kernelRegularizer(String name) {
        return kernelRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The kernel's regularizer; none unless given. */
    public final L kernelRegularizer(Regularizer regularizer) {
        return set(() -> kernelRegularizer = regularizer);
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

    final void configKernelInitializer(Config config) {
        kernelInitializer = initializer(config, "kernel_initializer", ofUnit(kernelInitializer));
    }

    final void configKernelRegularizer(Config config) {
        kernelRegularizer = config.object("kernel_regularizer", kernelRegularizer, Regularizers.REGISTRY);
    }

    /** The weights of a layer that has no others. */
    final List<WeightSpec> kernelAndBias(Shape kernel) {
        WeightSpec first = kernel(kernel);
        return hasBias() ? List.of(first, bias(kernel, biasInitializer())) : List.of(first);
    }

    final WeightSpec kernel(Shape kernel) {
        return new WeightSpec(
                "kernel", kernel, FanInInitializer.of(kernelInitializer, fanIn(kernel)), kernelRegularizer);
    }

    /** PyTorch's form of the weights of a layer that has no others: the kernel's axes are those, in that order. */
    final Map<String, Tensor> toTorch(List<Tensor> weights, int... axes) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weights.get(0).transpose(axes));
        if (hasBias()) {
            parameters.put("bias", weights.get(1));
        }
        return parameters;
    }

    /** The way back: PyTorch's axes, in the kernel's order. */
    final List<Tensor> fromTorch(Map<String, Tensor> parameters, int... axes) {
        Tensor kernel = parameters.get("weight").transpose(axes);
        return hasBias() ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
    }
}
