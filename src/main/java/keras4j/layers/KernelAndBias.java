package keras4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.tensor.Tensor;

/**
 * A layer with an activation whose first weights are a kernel (.., in, out) and, unless it has none, a bias.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelAndBias<L extends KernelAndBias<L>> extends KernelArguments<L> {
    private ActivationFunction activation;
    private boolean useBias = true;

    /** @param activation Keras's default */
    KernelAndBias(ActivationFunction activation) {
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

    /** All the arguments here, in Keras's order where there are no others between. */
    final void configKernelAndBias(Config config) {
        configActivation(config);
        configUseBias(config);
        configKernelArguments(config);
    }

    final void configActivation(Config config) {
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
    }

    final void configUseBias(Config config) {
        useBias = config.flag("use_bias", useBias);
    }

    /** The weights of a layer that has no others. */
    final List<WeightSpec> kernelAndBias(Shape kernel) {
        WeightSpec first = kernel(kernel);
        return useBias ? List.of(first, bias(kernel, biasInitializer())) : List.of(first);
    }

    /** PyTorch's form of the weights of a layer that has no others: the kernel's axes are those, in that order. */
    final Map<String, Tensor> toTorch(List<Tensor> weights, int... axes) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", weights.get(0).transpose(axes));
        if (useBias) {
            parameters.put("bias", weights.get(1));
        }
        return parameters;
    }

    /** The way back: PyTorch's axes, in the kernel's order. */
    final List<Tensor> fromTorch(Map<String, Tensor> parameters, int... axes) {
        Tensor kernel = parameters.get("weight").transpose(axes);
        return useBias ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
    }

    final ActivationFunction activation() {
        return activation;
    }

    final boolean hasBias() {
        return useBias;
    }
}
