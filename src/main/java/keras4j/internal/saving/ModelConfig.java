package keras4j.internal.saving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.core.UniqueNames;
import keras4j.internal.graph.Network;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A Sequential as Keras's config.json has it. Classes are looked up in the library's own tables only.
 *
 * @param input null if the shape of the input is not known
 * @param layers new layers with their names, not built yet
 * @param compileConfig what Keras wrote of compile's arguments; read by {@link CompileConfig#read}
 */
public record ModelConfig(String name, Input input, List<Layer<?>> layers, Object compileConfig) {
    /** The most bytes of a model in JSON. */
    public static final int MOST_JSON = 16 << 20;

    private static final int MOST_LAYERS = 10_000;

    /**
     * The serialised form of a model.
     *
     * @param network null if the model is not built
     * @param compiled null if it is not compiled
     */
    static Map<String, Object> write(String name, List<Layer<?>> layers, Network network, Compiled compiled) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("trainable", true);
        config.put("dtype", "float32");
        config.put("layers", layers(layers, network));
        Map<String, Object> model = Serialized.of("keras", "Sequential", config);
        if (network != null) {
            List<Object> shape = Config.batchList(network.inputShape());
            config.put("build_input_shape", shape);
            model.put("build_config", Map.of("input_shape", shape));
        }
        model.put("compile_config", CompileConfig.write(compiled));
        return model;
    }

    private static List<Object> layers(List<Layer<?>> layers, Network network) {
        List<Object> list = new ArrayList<>();
        if (network == null) {
            layers.forEach(layer -> list.add(LayerHooks.serialize(layer)));
            return list;
        }
        list.add(LayerHooks.serialize(network.input()));
        for (Network.Node node : network.nodes()) {
            Map<String, Object> layer = LayerHooks.serialize(node.layer());
            layer.put("build_config", Map.of("input_shape", Config.batchList(node.input())));
            list.add(layer);
        }
        return list;
    }

    /** A model as JSON in Keras's form: {@code model.to_json()}. */
    public static String toJson(String name, List<Layer<?>> layers, Network network, Compiled compiled) {
        return new String(Json.write(write(name, layers, network, compiled)), StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toJson} or Keras wrote. */
    public static ModelConfig fromJson(String json) {
        return read(Json.read("model", json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads what Keras calls a serialised model. */
    public static ModelConfig read(Map<String, Object> model) {
        String className = Serialized.className("model", model, "keras", "keras.models");
        if (!className.equals("Sequential")) {
            throw KerasException.expected("model", "a Sequential", className);
        }
        Map<String, Object> config = Config.map("model config", model.get("config"));
        if (!(config.get("layers") instanceof List<?> list) || list.size() > MOST_LAYERS) {
            throw KerasException.expected(
                    "model config", "a list of at most " + MOST_LAYERS + " layers", config.keySet());
        }
        Header header = new Header();
        config.remove("layers");
        LayerHooks.readDtype(config);
        Config.read("model", config, header::config);
        List<Layer<?>> layers = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        Input input = null;
        for (Object object : list) {
            Layer<?> layer = LayerHooks.deserialize(Config.map("layer", object));
            LayerHooks.attach(layer, names);
            if (!(layer instanceof Input)) {
                layers.add(layer);
            } else if (input == null && layers.isEmpty()) {
                input = (Input) layer;
            } else {
                throw KerasException.expected("layers", "an InputLayer before all others and only once", layer);
            }
        }
        if (input == null && header.shape != null) {
            input = new Input(header.shape.dims());
            LayerHooks.attach(input, names);
        }
        if (layers.isEmpty() || (input != null && LayerHooks.inputShape(input) == null)) {
            throw KerasException.expected("model", "layers, and a shape in an InputLayer", layers + " on " + input);
        }
        return new ModelConfig(header.name, input, layers, model.get("compile_config"));
    }

    /** What a Sequential's config says beside its layers. */
    private static final class Header {
        private String name;
        private Shape shape;

        void config(Config config) {
            name = Names.valid("model name", config.text("name", name));
            config.only("trainable", true);
            LayerHooks.onlyFloat32(config);
            shape = config.batchShape("build_input_shape", shape);
        }
    }
}
