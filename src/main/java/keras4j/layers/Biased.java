package keras4j.layers;

import java.util.function.UnaryOperator;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.core.Config;
import keras4j.ops.Symbol;

/**
 * A layer that adds a bias, unless it has none, and applies an activation: Keras's arguments for both.
 *
 * @param <L> the layer's own class
 */
public abstract class Biased<L extends Biased<L>> extends KernelAndBias<L> {
    private ActivationFunction activation;
    private boolean useBias = true;

    /**
     * @param prefix of the names of the kernel's arguments, such as "kernel"
     * @param activation Keras's default
     */
    Biased(String prefix, ActivationFunction activation) {
        super(prefix);
        this.activation = activation;
    }

    /** The activation by Keras's name, such as "relu". */
    public final L activation(String name) {
        return activation(Activations.REGISTRY.get(name));
    }

    /** The activation; linear unless given, of an LSTM tanh. */
    public final L activation(ActivationFunction function) {
        return set(() -> activation = Activations.copy(className() + ".activation", function));
    }

    /** The activation by its description, such as {@code x -> log1p(square(x))}: see {@link ActivationFunction#of}. */
    public final L activation(UnaryOperator<Symbol> function) {
        return activation(ActivationFunction.of(function));
    }

    /** Whether a bias is added; true unless given. */
    public final L useBias(boolean value) {
        return set(() -> useBias = value);
    }

    final void configActivation(Config config) {
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
    }

    final void configUseBias(Config config) {
        useBias = config.flag("use_bias", useBias);
    }

    /** What the activation makes of it. */
    final Symbol activated(Symbol x) {
        return activation.apply(x);
    }

    final ActivationFunction activation() {
        return activation;
    }

    final boolean hasBias() {
        return useBias;
    }
}
