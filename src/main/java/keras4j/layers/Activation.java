package keras4j.layers;

import java.util.function.UnaryOperator;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.ops.Symbol;

/** y = activation(x), the shape unchanged: see {@link FunctionLayer}. Keras: {@code Activation}. */
public final class Activation extends FunctionLayer<Activation> {
    private ActivationFunction activation = new Linear();

    Activation() {}

    /** @param name the function by Keras's name, such as "relu" */
    public Activation(String name) {
        this(Activations.REGISTRY.get(name));
    }

    /** @param activation the function */
    public Activation(ActivationFunction activation) {
        this.activation = Activations.copy("Activation", activation);
    }

    /** @param function its description, such as {@code x -> log1p(square(x))}: see {@link ActivationFunction#of} */
    public Activation(UnaryOperator<Symbol> function) {
        this(ActivationFunction.of(function));
    }

    @Override
    protected void config(Config config) {
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
    }

    @Override
    ActivationFunction function() {
        return activation;
    }
}
