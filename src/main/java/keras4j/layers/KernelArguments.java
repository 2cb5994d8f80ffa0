package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.regularizers.Regularizers;

/**
 * A layer of kernels with the same arguments, and a bias for each: Keras's arguments for how they begin, and what their size costs.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelArguments<L extends KernelArguments<L>> extends BiasArguments<L> {
    private final KernelSettings kernel = new KernelSettings(this, "kernel");

    KernelArguments() {}

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

    /** The kernel, whose first values are those of so many inputs and outputs. */
    final WeightSpec kernel(Shape shape, int fanIn, int fanOut) {
        return kernel.weight("kernel", shape, fanIn, fanOut);
    }

    /** Takes the arguments of the layer that this one is a part of. */
    final void take(KernelArguments<?> of) {
        kernel.take(of.kernel);
        takeBias(of);
    }

    /** Keras's arguments here, one behind the other. */
    final void configKernelArguments(Config config) {
        kernel.configInitializer(config);
        configBiasInitializer(config);
        kernel.configRegularizer(config);
        configBiasRegularizer(config);
    }
}
