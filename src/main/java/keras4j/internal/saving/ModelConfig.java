package keras4j.internal.saving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.core.UniqueNames;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * A model as Keras's config.json has it. Classes are looked up in the library's own tables only.
 *
 * @param kind Keras's class
 * @param trainable whether gradients train the layers that are to be trained
 * @param input that of a Sequential; null if its shape is not known
 * @param layers of a Sequential, with their names, not built yet
 * @param graph what the model computes, not built yet; null if the shape of the input is not known
 * @param compileConfig what Keras wrote of compile's arguments; read by {@link CompileConfig#read}
 */
public record ModelConfig(
        ModelKind kind,
        String name,
        boolean trainable,
        Input input,
        List<Layer<?>> layers,
        Graph graph,
        Object compileConfig) {
    /** The most bytes of a model in JSON. */
    public static final int MAX_JSON = 16 << 20;

    private static final int MAX_LAYERS = 10_000;

    /**
     * The serialised form of a model.
     *
     * @param layers those of a Sequential
     * @param network null if the model is a Sequential whose input is not known
     * @param compiled null if it is not compiled
     */
    static Map<String, Object> write(
            ModelKind kind, String name, List<Layer<?>> layers, Network network, Compiled compiled) {
        return network == null
                ? write(kind, name, true, layers, null, CompileConfig.write(compiled, null))
                : write(
                        kind,
                        name,
                        network.isTrainable(),
                        layers,
                        network.graph(),
                        CompileConfig.write(compiled, network));
    }

    private static Map<String, Object> write(
            ModelKind kind,
            String name,
            boolean trainable,
            List<Layer<?>> layers,
            Graph graph,
            Map<String, Object> compileConfig) {
        if (graph == null && kind == ModelKind.FUNCTIONAL) {
            throw KerasException.expected(
                    "model " + name, "a model whose input shape is known", "one that is not built");
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("trainable", trainable);
        Map<String, Object> model = Serialized.of(kind.module(), kind.className(), config);
        if (kind == ModelKind.FUNCTIONAL) {
            FunctionalConfig.write(graph, config);
        } else {
            config.put("dtype", "float32");
            config.put("layers", layers(layers, graph));
        }
        if (kind == ModelKind.SEQUENTIAL && graph != null) {
            Symbol input = graph.inputs().get(0);
            List<Object> shape = Config.batchList(input.sampleShape(), input.batchSize());
            config.put("build_input_shape", shape);
            model.put("build_config", Map.of("input_shape", shape));
        }
        model.put("compile_config", compileConfig);
        return model;
    }

    private static List<Object> layers(List<Layer<?>> layers, Graph graph) {
        List<Object> list = new ArrayList<>();
        if (graph == null) {
            layers.forEach(layer -> list.add(LayerHooks.serialize(layer)));
            return list;
        }
        for (Symbol call : graph.calls()) {
            Map<String, Object> layer = LayerHooks.serialize(Layer.of(call));
            if (!call.inputs().isEmpty()) {
                Symbol read = call.inputs().get(0);
                layer.put(
                        "build_config", Map.of("input_shape", Config.batchList(read.sampleShape(), read.batchSize())));
            }
            list.add(layer);
        }
        return list;
    }

    /** A model that is a layer of another one. */
    public static Map<String, Object> write(
            ModelKind kind, String name, boolean trainable, List<Layer<?>> layers, Graph graph) {
        return write(kind, name, trainable, layers, graph, Map.of());
    }

    /** Reads one. */
    public static ModelConfig readLayer(Map<String, Object> object) {
        return Problems.in("model " + nameOf(object), () -> read(object));
    }

    private static Object nameOf(Map<String, Object> object) {
        return object.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
    }

    /** A model as JSON in Keras's form: {@code model.to_json()}. */
    public static String toJson(SavedModel model) {
        return new String(
                Json.write(write(model.kind(), model.name(), model.layers(), model.network(), model.compiled())),
                StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toJson} or Keras wrote; a Sequential is not built yet. */
    public static SavedModel fromJson(String json, boolean compile) {
        Map<String, Object> model = Json.read("model", json.getBytes(StandardCharsets.UTF_8));
        ModelConfig config = read(model, KerasVersion.takenFrom(model));
        return new SavedModel(
                config.kind,
                config.name,
                config.input,
                config.layers,
                config.kind == ModelKind.SEQUENTIAL ? null : config.network(),
                compile ? CompileConfig.read(config.compileConfig) : null,
                null);
    }

    /** The model built, with new weights. */
    public Network network() {
        Network network = new Network(graph);
        network.setTrainable(trainable);
        return network;
    }

    /** Reads a model as that version of Keras wrote it. */
    static ModelConfig read(Map<String, Object> model, KerasVersion version) {
        if (!version.isBeforeKeras3()) {
            return read(model);
        }
        Map<String, Object> modern = Keras2Config.modern(model, version);
        modern.computeIfPresent("compile_config", (key, config) -> Keras2Compile.modern(config));
        return read(modern);
    }

    /** Reads what Keras calls a serialised model. Of a Sequential, Keras asks the layers only whether they are trained. */
    public static ModelConfig read(Map<String, Object> model) {
        ModelKind kind = ModelKind.of(
                Serialized.className("model", model, "keras", "keras.models", ModelKind.FUNCTIONAL.module()));
        Map<String, Object> config = Config.map("model config", model.get("config"));
        if (!(config.remove("layers") instanceof List<?> list) || list.size() > MAX_LAYERS) {
            throw KerasException.expected(
                    "model config", "a list of at most " + MAX_LAYERS + " layers", config.keySet());
        }
        Graph graph = kind == ModelKind.FUNCTIONAL ? FunctionalReader.read(list, config) : null;
        Header header = new Header();
        LayerHooks.readDtype(config);
        Config.read("model", config, header::config);
        return graph == null
                ? sequential(header, list, model.get("compile_config"))
                : new ModelConfig(
                        kind, header.name, header.trainable, null, List.of(), graph, model.get("compile_config"));
    }

    private static ModelConfig sequential(Header header, List<?> list, Object compileConfig) {
        List<Layer<?>> layers = new ArrayList<>();
        UniqueNames names = new UniqueNames();
        Input input = null;
        for (Layer<?> layer : Problems.none(list, layer -> LayerHooks.deserialize(Config.map("layer", layer)))) {
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
        Graph graph = input == null ? null : Graph.chain(input, layers);
        detach(input, layers, names);
        return new ModelConfig(ModelKind.SEQUENTIAL, header.name, true, input, layers, graph, compileConfig);
    }

    /** The model that is made of these takes them. */
    private static void detach(Input input, List<Layer<?>> layers, UniqueNames names) {
        if (input != null) {
            LayerHooks.detach(input, names);
        }
        layers.forEach(layer -> LayerHooks.detach(layer, names));
    }

    /** What a config says beside the layers. */
    private static final class Header {
        private String name;
        private boolean trainable = true;
        private Shape shape;

        void config(Config config) {
            name = Names.valid("model name", config.text("name", name));
            trainable = config.flag("trainable", trainable);
            LayerHooks.onlyFloat32(config);
            shape = config.batchShape("build_input_shape", shape, 0);
        }
    }
}
