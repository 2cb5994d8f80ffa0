package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Initializers;
import keras4j.regularizers.Regularizers;

/** Keras's arguments for one of a layer's kernels. */
final class KernelSettings {
    private final BiasArguments<?> layer;
    private final String prefix;
    private Initializer initializer = new GlorotUniform();
    private Regularizer regularizer;

    /** @param prefix of the arguments' names, such as "depthwise" */
    KernelSettings(BiasArguments<?> layer, String prefix) {
        this.layer = layer;
        this.prefix = prefix;
    }

    void initializer(Initializer value) {
        initializer = layer.notNull(value);
    }

    void regularizer(Regularizer value) {
        regularizer = value;
    }

    void config(Config config) {
        configInitializer(config);
        configRegularizer(config);
    }

    void configInitializer(Config config) {
        initializer = layer.initializer(config, prefix + "_initializer", layer.ofUnit(initializer));
    }

    void configRegularizer(Config config) {
        regularizer = config.object(prefix + "_regularizer", regularizer, Regularizers.REGISTRY);
    }

    WeightSpec weight(String name, Shape shape) {
        return new WeightSpec(name, shape, FanInInitializer.of(initializer, BiasArguments.fanIn(shape)), regularizer);
    }

    /** The same whose first values are those of so many inputs and outputs, where they depend on these. */
    WeightSpec weight(String name, Shape shape, int fanIn, int fanOut) {
        return new WeightSpec(name, shape, Initializers.withFans(initializer, fanIn, fanOut), regularizer);
    }

    /** Takes the arguments of another kernel. */
    void take(KernelSettings of) {
        initializer = of.initializer;
        regularizer = of.regularizer;
    }
}
