package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.Linear;
import keras4j.core.KerasException;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv1D;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.SerializedLayers;

/** The layers that are modules of PyTorch's, too: their weights by the names of these modules' parameters and buffers. */
final class TorchForms {
    private interface Form {
        /** How many weights there can be: arguments of Keras that add others are not PyTorch's. */
        int maxWeights();

        /**
         * The weights as PyTorch has them.
         *
         * @param arguments the layer's
         */
        Map<String, Tensor> to(Map<String, Object> arguments, List<Tensor> weights);

        /** The way back: parameters of those names and shapes. */
        List<Tensor> from(Map<String, Tensor> parameters);
    }

    private static final Map<Class<?>, Form> FORMS = Map.of(
            Dense.class, new KernelAndBias(new int[] {1, 0}, new int[] {1, 0}),
            Conv1D.class, new KernelAndBias(new int[] {2, 1, 0}, new int[] {2, 1, 0}),
            Conv2D.class, new KernelAndBias(new int[] {3, 2, 0, 1}, new int[] {2, 3, 1, 0}),
            Embedding.class, new Table(),
            BatchNormalization.class, new Moments(),
            LSTM.class, new Gates());

    private TorchForms() {}

    /** How many modules of PyTorch's nn.Sequential do the same: one, and another one for an activation. */
    static int modules(Layer<?> layer) {
        if (layer instanceof Input) {
            return 0;
        }
        boolean isFollowed = FORMS.get(layer.getClass()) instanceof KernelAndBias
                && !(SerializedLayers.arguments(layer).get("activation") instanceof Linear);
        return isFollowed ? 2 : 1;
    }

    /**
     * The weights as PyTorch's module has them.
     *
     * @param weights the layer's own, in Keras's order
     * @throws KerasException if there are weights, and they have no such form
     */
    static Map<String, Tensor> to(Layer<?> layer, List<Tensor> weights) {
        if (weights.isEmpty()) {
            return Map.of();
        }
        Form form = FORMS.get(layer.getClass());
        if (form == null || weights.size() > form.maxWeights()) {
            throw KerasException.expected(
                    LayerHooks.className(layer), "a layer that is a module of PyTorch's, too", "one that is not");
        }
        return form.to(SerializedLayers.arguments(layer), weights);
    }

    /**
     * The way back.
     *
     * @param parameters with the names and shapes of {@link #to}
     */
    static List<Tensor> from(Layer<?> layer, Map<String, Tensor> parameters) {
        return parameters.isEmpty() ? List.of() : FORMS.get(layer.getClass()).from(parameters);
    }

    /**
     * A kernel and, unless there is none, a bias.
     *
     * @param axes of the kernel, as PyTorch has them: out, in, then those along which it moves
     * @param back PyTorch's, in the kernel's order
     */
    private record KernelAndBias(int[] axes, int[] back) implements Form {
        @Override
        public int maxWeights() {
            return 2;
        }

        @Override
        public Map<String, Tensor> to(Map<String, Object> arguments, List<Tensor> weights) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            parameters.put("weight", weights.get(0).transpose(axes));
            if (weights.size() > 1) {
                parameters.put("bias", weights.get(1));
            }
            return parameters;
        }

        @Override
        public List<Tensor> from(Map<String, Tensor> parameters) {
            Tensor kernel = parameters.get("weight").transpose(back);
            return parameters.containsKey("bias") ? List.of(kernel, parameters.get("bias")) : List.of(kernel);
        }
    }

    private record Table() implements Form {
        @Override
        public int maxWeights() {
            return 1;
        }

        @Override
        public Map<String, Tensor> to(Map<String, Object> arguments, List<Tensor> weights) {
            return Map.of("weight", weights.get(0));
        }

        @Override
        public List<Tensor> from(Map<String, Tensor> parameters) {
            return List.of(parameters.get("weight"));
        }
    }

    private record Moments() implements Form {
        @Override
        public int maxWeights() {
            return 4;
        }

        private static final List<String> NAMES = List.of("weight", "bias", "running_mean", "running_var");

        @Override
        public Map<String, Tensor> to(Map<String, Object> arguments, List<Tensor> weights) {
            List<String> names = new ArrayList<>(NAMES);
            if (arguments.get("center").equals(false)) {
                names.remove("bias");
            }
            if (arguments.get("scale").equals(false)) {
                names.remove("weight");
            }
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            weights.forEach(weight -> parameters.put(names.get(parameters.size()), weight));
            return parameters;
        }

        @Override
        public List<Tensor> from(Map<String, Tensor> parameters) {
            return NAMES.stream()
                    .filter(parameters::containsKey)
                    .map(parameters::get)
                    .toList();
        }
    }

    /** An LSTM's gates are in Keras's order; there is a second bias. */
    private record Gates() implements Form {
        @Override
        public int maxWeights() {
            return 3;
        }

        @Override
        public Map<String, Tensor> to(Map<String, Object> arguments, List<Tensor> weights) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            parameters.put("weight_ih_l0", weights.get(0).transpose(1, 0));
            parameters.put("weight_hh_l0", weights.get(1).transpose(1, 0));
            if (weights.size() > 2) {
                Tensor bias = weights.get(2);
                parameters.put("bias_ih_l0", bias);
                parameters.put("bias_hh_l0", Tensor.of(new float[bias.size()], bias.size()));
            }
            return parameters;
        }

        /** Both biases are added up. */
        @Override
        public List<Tensor> from(Map<String, Tensor> parameters) {
            List<Tensor> weights = new ArrayList<>();
            weights.add(parameters.get("weight_ih_l0").transpose(1, 0));
            weights.add(parameters.get("weight_hh_l0").transpose(1, 0));
            if (parameters.containsKey("bias_ih_l0")) {
                float[] bias = parameters.get("bias_ih_l0").values();
                float[] second = parameters.get("bias_hh_l0").values();
                for (int i = 0; i < bias.length; i++) {
                    bias[i] += second[i];
                }
                weights.add(Tensor.of(bias, bias.length));
            }
            return weights;
        }
    }
}
