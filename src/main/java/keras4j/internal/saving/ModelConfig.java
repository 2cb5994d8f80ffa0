package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A Sequential as Keras's config.json has it. Classes are looked up in the library's own tables only.
 *
 * @param layers new layers with their names
 */
public record ModelConfig(String name, Shape inputShape, List<Layer<?>> layers) {
    private static final Set<String> MODEL_KEYS = Set.of("name", "trainable", "dtype", "layers", "build_input_shape");

    /** The serialised form of a built model. */
    static Map<String, Object> write(String name, Network network) {
        List<Object> shape = Config.batchList(network.inputShape());
        List<Object> layers = new ArrayList<>();
        layers.add(LayerHooks.serialize(new Input(network.inputShape().dims()).name("input_layer")));
        for (Network.Node node : network.nodes()) {
            Map<String, Object> layer = LayerHooks.serialize(node.layer());
            layer.put("build_config", Map.of("input_shape", Config.batchList(node.input())));
            layers.add(layer);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("trainable", true);
        config.put("dtype", "float32");
        config.put("layers", layers);
        config.put("build_input_shape", shape);
        Map<String, Object> model = Config.serialize("keras", "Sequential", config);
        model.put("build_config", Map.of("input_shape", shape));
        model.put("compile_config", null);
        return model;
    }

    /** Reads what Keras calls a serialised model; new layers with their names, not built yet. */
    public static ModelConfig read(Map<String, Object> model) {
        String className = Config.className("model", model, "keras", "keras.models");
        if (!className.equals("Sequential")) {
            throw KerasException.expected("model", "a Sequential", className);
        }
        Map<String, Object> config = Config.map("model config", model.get("config"));
        for (String key : config.keySet()) {
            if (!MODEL_KEYS.contains(key)) {
                throw KerasException.expected("model config", "the keys " + MODEL_KEYS, key);
            }
        }
        if (!(config.get("name") instanceof String name) || !(config.get("layers") instanceof List<?> list)) {
            throw KerasException.expected("model config", "a name and a list of layers", config.keySet());
        }
        Shape[] input = {null};
        Config.read("model", onlyShape(config), shape -> input[0] = shape.batchShape("build_input_shape", null));
        List<Layer<?>> layers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object object : list) {
            Layer<?> layer = LayerHooks.deserialize(Config.map("layer", object));
            if (layer instanceof Input) {
                input[0] = LayerHooks.inputShape(layer);
            } else {
                LayerHooks.attach(layer, names);
                names.add(layer.getName());
                layers.add(layer);
            }
        }
        if (input[0] == null || layers.isEmpty()) {
            throw KerasException.expected(
                    "model", "layers and a known input shape", Arrays.asList(layers.size() + " layers", input[0]));
        }
        return new ModelConfig(name, input[0], layers);
    }

    private static Map<String, Object> onlyShape(Map<String, Object> config) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("build_input_shape", config.get("build_input_shape"));
        return shape;
    }
}
