package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;

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
        this.activation = KerasException.notNull("Activation", "a function", activation);
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
