package keras4j.layers;

import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.ops.Symbol;
import keras4j.regularizers.Regularizers;

/**
 * A layer that adds a bias, unless it has none, and applies an activation: Keras's arguments for the two.
 *
 * @param <L> the layer's own class
 */
public abstract class Biased<L extends Biased<L>> extends Layer<L> {
    private ActivationFunction activation;
    private boolean useBias = true;
    private Initializer biasInitializer = new Zeros();
    private Regularizer biasRegularizer;
    private Activation function;

    /** @param activation Keras's default */
    Biased(ActivationFunction activation) {
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

    final void configActivation(Config config) {
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
    }

    final void configUseBias(Config config) {
        useBias = config.flag("use_bias", useBias);
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

    /** The bias of so many outputs of a kernel. */
    final WeightSpec bias(Shape kernel, int outputs) {
        return new WeightSpec(
                "bias", Shape.of(outputs), FanInInitializer.of(biasInitializer, fanIn(kernel)), biasRegularizer);
    }

    /** The bias beside that kernel. */
    final WeightSpec bias(Shape kernel, Initializer initializer) {
        return new WeightSpec(
                "bias", Shape.of(kernel.last()), FanInInitializer.of(initializer, fanIn(kernel)), biasRegularizer);
    }

    /** What the activation makes of it. */
    final Symbol activated(Symbol x) {
        if (activation instanceof Linear) {
            return x;
        }
        if (function == null) {
            function = new Activation(activation);
        }
        return function.apply(x);
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
