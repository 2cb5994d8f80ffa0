package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.regularizers.Regularizers;

/**
 * A layer with an activation whose first weights are a kernel (.., in, out) and, unless it has none, a bias.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelAndBias<L extends KernelAndBias<L>> extends Biased<L> {
    private final KernelSettings kernel = new KernelSettings(this, "kernel");

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
        return set(() -> kernel.initializer(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    public final L kernelRegularizer(String name) {
        return kernelRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The kernel's regularizer; none unless given. */
    public final L kernelRegularizer(Regularizer regularizer) {
        return set(() -> kernel.regularizer(regularizer));
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
        kernel.configInitializer(config);
    }

    final void configKernelRegularizer(Config config) {
        kernel.configRegularizer(config);
    }

    final WeightSpec kernel(Shape shape) {
        return kernel.weight("kernel", shape);
    }
}
