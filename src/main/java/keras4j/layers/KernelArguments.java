package keras4j.layers;

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
import keras4j.regularizers.Regularizers;

/**
 * A layer that has a kernel, or several, and a bias for each: Keras's arguments for how they begin, and what their size costs.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelArguments<L extends KernelArguments<L>> extends Layer<L> {
    private Initializer kernelInitializer = new GlorotUniform();
    private Initializer biasInitializer = new Zeros();
    private Regularizer kernelRegularizer;
    private Regularizer biasRegularizer;

    KernelArguments() {}

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

    final WeightSpec kernel(Shape kernel) {
        return new WeightSpec(
                "kernel", kernel, FanInInitializer.of(kernelInitializer, fanIn(kernel)), kernelRegularizer);
    }

    /** The same whose first values are those of so many inputs and outputs, where they depend on these. */
    final WeightSpec kernel(Shape kernel, int fanIn, int fanOut) {
        return new WeightSpec(
                "kernel", kernel, Initializers.withFans(kernelInitializer, fanIn, fanOut), kernelRegularizer);
    }

    /** The bias beside that kernel. */
    final WeightSpec bias(Shape kernel, Initializer initializer) {
        return bias(Shape.of(kernel.last()), initializer, fanIn(kernel));
    }

    /** @param bias its shape */
    final WeightSpec bias(Shape bias, Initializer initializer, int fanIn) {
        return new WeightSpec("bias", bias, FanInInitializer.of(initializer, fanIn), biasRegularizer);
    }

    /** Takes the arguments of the layer that this one is a part of. */
    final void take(KernelArguments<?> of) {
        kernelInitializer = of.kernelInitializer;
        biasInitializer = of.biasInitializer;
        kernelRegularizer = of.kernelRegularizer;
        biasRegularizer = of.biasRegularizer;
    }

    /** Keras's arguments here, one behind the other. */
    final void configKernelArguments(Config config) {
        configKernelInitializer(config);
        configBiasInitializer(config);
        configKernelRegularizer(config);
        configBiasRegularizer(config);
    }

    final Initializer biasInitializer() {
        return biasInitializer;
    }
}
