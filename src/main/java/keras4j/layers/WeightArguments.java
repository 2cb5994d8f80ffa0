package keras4j.layers;

import keras4j.constraints.Constraints;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.regularizers.Regularizers;

/**
 * Keras's arguments for one of a layer's weights: how it begins, what its size costs, and what changes it after each step. They are
 * copies: changing what was given changes no layer.
 */
final class WeightArguments {
    private final Layer<?> layer;
    private final String prefix;
    private Initializer initializer;
    /** What it is for the weight that the layer was last built with; null before. */
    private Initializer built;

    private Regularizer regularizer;
    private Constraint constraint;

    /**
     * @param prefix of the arguments' names, such as "depthwise"
     * @param initializer Keras's default
     */
    WeightArguments(Layer<?> layer, String prefix, Initializer initializer) {
        this.layer = layer;
        this.prefix = prefix;
        this.initializer = initializer;
    }

    void initializer(Initializer value) {
        KerasException.notNull(layer.className(), "an initializer", value);
        initializer = Serialized.copy(value, Initializers.REGISTRY);
    }

    void initializer(String name) {
        initializer = Initializers.REGISTRY.get(name);
    }

    void regularizer(Regularizer value) {
        regularizer = Serialized.copy(value, Regularizers.REGISTRY);
    }

    void regularizer(String name) {
        regularizer = Regularizers.REGISTRY.get(name);
    }

    void constraint(Constraint value) {
        constraint = Serialized.copy(value, Constraints.REGISTRY);
    }

    void constraint(String name) {
        constraint = Constraints.REGISTRY.get(name);
    }

    Initializer initializer() {
        return initializer;
    }

    /** The arguments of some weights, in Keras's order. */
    static void config(Config config, WeightArguments... weights) {
        for (WeightArguments weight : weights) {
            weight.configInitializer(config);
        }
        for (WeightArguments weight : weights) {
            weight.regularizer =
                    config.object(weight.prefix + "_regularizer", weight.regularizer, Regularizers.REGISTRY);
        }
        for (WeightArguments weight : weights) {
            weight.constraint = config.object(weight.prefix + "_constraint", weight.constraint, Constraints.REGISTRY);
        }
    }

    /** What an initializer is for the number of inputs is written, if that is known. */
    private void configInitializer(Config config) {
        Initializer written = built == null ? initializer : built;
        initializer(config.object(prefix + "_initializer", written, Initializers.REGISTRY));
    }

    static int fanIn(Shape kernel) {
        return kernel.rank() == 0 ? 1 : kernel.size() / kernel.last();
    }

    WeightSpec weight(String name, Shape shape) {
        return weight(name, shape, initializer, fanIn(shape));
    }

    /** The same with another initializer, of a weight whose units sum up so many inputs. */
    WeightSpec weight(String name, Shape shape, Initializer first, int fanIn) {
        built = FanInInitializer.of(initializer, fanIn);
        return new WeightSpec(name, shape, FanInInitializer.of(first, fanIn), regularizer, constraint);
    }

    /** The same whose first values are those of so many inputs and outputs, where they depend on these. */
    WeightSpec weight(String name, Shape shape, int fanIn, int fanOut) {
        built = FanInInitializer.of(initializer, fanIn);
        return new WeightSpec(name, shape, Initializers.withFans(initializer, fanIn, fanOut), regularizer, constraint);
    }

    /** Takes the arguments of another weight. */
    void take(WeightArguments of) {
        initializer = of.initializer;
        regularizer = of.regularizer;
        constraint = of.constraint;
    }
}
