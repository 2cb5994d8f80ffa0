package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.regularizers.Regularizers;

/**
 * A layer that has kernels and a bias beside each: Keras's arguments for how the bias begins, and what its size costs.
 *
 * @param <L> the layer's own class
 */
public abstract class BiasArguments<L extends BiasArguments<L>> extends Layer<L> {
    private Initializer biasInitializer = new Zeros();
    private Regularizer biasRegularizer;

    BiasArguments() {}

    /** The bias's initializer by Keras's name. */
    public final L biasInitializer(String name) {
        return biasInitializer(Initializers.REGISTRY.get(name));
    }

    /** The bias's initializer; zeros unless given. */
    public final L biasInitializer(Initializer initializer) {
        return set(() -> biasInitializer = notNull(initializer));
    }

    /** The bias's regularizer by Keras's name. */
    public final L biasRegularizer(String name) {
        return biasRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The bias's regularizer; none unless given. */
    public final L biasRegularizer(Regularizer regularizer) {
        return set(() -> biasRegularizer = regularizer);
    }

    final void configBiasInitializer(Config config) {
        biasInitializer = initializer(config, "bias_initializer", ofUnit(biasInitializer));
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
    final Initializer ofUnit(Initializer initializer) {
        return builtWeights() == null
                ? initializer
                : FanInInitializer.of(initializer, fanIn(builtWeights().shapes().get(0)));
    }

    static int fanIn(Shape kernel) {
        return kernel.size() / kernel.last();
    }

    /** The bias beside that kernel. */
    final WeightSpec bias(Shape kernel, Initializer initializer) {
        return bias(Shape.of(kernel.last()), initializer, fanIn(kernel));
    }

    /** @param bias its shape */
    final WeightSpec bias(Shape bias, Initializer initializer, int fanIn) {
        return new WeightSpec("bias", bias, FanInInitializer.of(initializer, fanIn), biasRegularizer);
    }

    /** Takes the bias's arguments of the layer that this one is a part of. */
    final void takeBias(BiasArguments<?> of) {
        biasInitializer = of.biasInitializer;
        biasRegularizer = of.biasRegularizer;
    }

    final Initializer biasInitializer() {
        return biasInitializer;
    }
}
