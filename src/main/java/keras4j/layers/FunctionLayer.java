package keras4j.layers;

import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Elu;
import keras4j.activations.LeakyRelu;
import keras4j.activations.Linear;
import keras4j.activations.Relu;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/**
 * y = f(x), row by row over the last axis, an activation function being all there is. DL4J: {@code ActivationLayer}, {@code
 * LossLayer} at the end.
 *
 * @param <L> the layer's own class
 */
public abstract class FunctionLayer<L extends FunctionLayer<L>> extends Layer<L> {
    /** How Keras 2 writes TensorFlow's own softmax. */
    private static final Map<Object, Object> OLD_NAMES = Map.of("softmax_v2", "softmax");

    FunctionLayer() {}

    /** What the layer computes. */
    abstract ActivationFunction function();

    /**
     * The function that stands in a config of Keras: by its name, registered, or as a layer that is nothing else; linear for
     * none.
     *
     * @param owner what error messages call it
     */
    static ActivationFunction read(String owner, Object written) {
        if (written == null) {
            return new Linear();
        }
        if (!(written instanceof Map<?, ?> object) || !Layers.REGISTRY.names().contains(object.get("class_name"))) {
            return Activations.read(owner, OLD_NAMES.getOrDefault(written, written));
        }
        Layer<?> found = SerializedLayers.deserialize(Config.map(owner, object));
        if (found instanceof Lambda lambda) {
            return lambda.function();
        }
        if (!(found instanceof FunctionLayer<?> layer)) {
            throw KerasException.expected(
                    owner, "an activation function, or a layer that is one, without weights", object.get("class_name"));
        }
        return layer.function();
    }

    /** What stands for a function in a config of Keras: {@link #read}'s form, a layer if it has arguments. */
    static Object write(ActivationFunction function) {
        if (!function.hasArguments()) {
            return Activations.serialize(function);
        }
        if (function instanceof LeakyRelu leaky) {
            return SerializedLayers.serialize(new LeakyReLU(leaky));
        }
        if (function instanceof keras4j.activations.Softmax softmax) {
            return SerializedLayers.serialize(new Softmax().axis(softmax.axes()));
        }
        if (function instanceof Relu relu) {
            return SerializedLayers.serialize(new ReLU(relu));
        }
        return SerializedLayers.serialize(function instanceof Elu elu ? new ELU(elu) : new Lambda(function));
    }

    /** The function's arguments, which Keras demands to be numbers from 0 on in layers. */
    final void configNotNegative(Config config) {
        function().config(config);
        Config.write(function()::config).forEach((key, value) -> {
            if (value instanceof Double number) {
                atLeastZero(key, number);
            }
        });
    }

    /** @throws KerasException unless it is a number from 0 on, as Keras demands of layers */
    final double atLeastZero(String argument, double value) {
        if (!(value >= 0)) {
            throw KerasException.expected(className() + "." + argument, "a number of at least 0", value);
        }
        return value;
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return function().apply(x);
    }

    @Override
    protected final boolean isIdentity() {
        return function() instanceof Linear;
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
