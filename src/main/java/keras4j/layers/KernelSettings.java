package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.regularizers.Regularizers;

/** Keras's arguments for one of a layer's kernels. */
final class KernelSettings {
    private final Biased<?> layer;
    private final String prefix;
    private Initializer initializer = new GlorotUniform();
    private Regularizer regularizer;

    /** @param prefix of the arguments' names, such as "depthwise" */
    KernelSettings(Biased<?> layer, String prefix) {
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
        initializer = layer.initializer(config, prefix + "_initializer", layer.ofUnit(initializer));
        regularizer = config.object(prefix + "_regularizer", regularizer, Regularizers.REGISTRY);
    }

    WeightSpec weight(String name, Shape shape) {
        return new WeightSpec(name, shape, FanInInitializer.of(initializer, Biased.fanIn(shape)), regularizer);
    }
}
