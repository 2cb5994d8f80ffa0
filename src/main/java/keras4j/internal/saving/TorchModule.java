package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A layer with weights as a module of PyTorch.
 *
 * @param name the module's, with those of the modules that it is in: 0.2 or encoder.fc1; "" for the whole model
 */
record TorchModule(Placed placed, String name) {
    /**
     * The layers of a network that have weights.
     *
     * @param names by the layers' names, which others keep; null for the numbers of an nn.Sequential
     */
    static List<TorchModule> of(Network network, Map<String, String> names) {
        List<TorchModule> all = new ArrayList<>();
        add("", network.layers(), names, all);
        return all;
    }

    /** A Sequential within is an nn.Sequential, too; the layers of another model have its fields' names, or their own. */
    private static void add(String prefix, List<Placed> layers, Map<String, String> names, List<TorchModule> all) {
        int number = 0;
        for (Placed placed : layers) {
            String layer = placed.layer().getName();
            String name = prefix + (names == null ? Integer.toString(number) : names.getOrDefault(layer, layer));
            number += TorchForms.modules(placed.layer());
            if (!placed.own().isEmpty()) {
                all.add(new TorchModule(new Placed(placed.layer(), placed.own(), List.of()), name));
            }
            add(name + ".", placed.parts(), names(placed.layer()), all);
        }
    }

    private static Map<String, String> names(Layer<?> layer) {
        if (LayerHooks.className(layer).equals(ModelKind.SEQUENTIAL.className())) {
            return null;
        }
        Map<String, String> names = new HashMap<>();
        if (layer instanceof GraphLayer) {
            LayerHooks.named(layer).forEach((field, part) -> names.put(part.getName(), field));
        }
        return names;
    }

    /**
     * The layer's weights as PyTorch has them, with their whole names.
     *
     * @param weights all of the network's
     */
    Map<String, Tensor> parameters(float[] weights) {
        List<Tensor> own = new ArrayList<>();
        for (Slot slot : placed.weights()) {
            own.add(new Tensor(weights, slot.offset(), slot.spec().shape().dims()));
        }
        try {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            TorchForms.to(placed.layer(), own)
                    .forEach((parameter, tensor) -> parameters.put(prefix() + parameter, tensor));
            return parameters;
        } catch (KerasException e) {
            throw e.in("layer " + placed.layer().getName());
        }
    }

    /** The way back: writes the layer's weights among all of the network's. */
    void set(Map<String, Tensor> parameters, float[] weights) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        parameters.forEach((parameter, tensor) -> own.put(parameter.substring(prefix().length()), tensor));
        List<Tensor> found = TorchForms.from(placed.layer(), own);
        for (int i = 0; i < found.size(); i++) {
            Slot slot = placed.weights().get(i);
            Shape shape = slot.spec().shape();
            System.arraycopy(found.get(i).values(), 0, weights, slot.offset(), shape.size());
        }
    }

    private String prefix() {
        return name.isEmpty() ? "" : name + ".";
    }
}
