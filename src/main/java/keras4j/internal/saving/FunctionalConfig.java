package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Structure;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.ModelKind;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.ops.Symbol;

/**
 * Writes layers and their calls as the config of Keras's Functional has them: each layer with its inbound_nodes, which are
 * its calls in the order of their making. A value is named by its keras_history: the layer, the number of the call, and of
 * its output. {@link FunctionalReader} reads it.
 */
final class FunctionalConfig {
    /** The argument of a recurrent layer's call that has the states with which it begins. */
    static final String STATES = "initial_state";

    /** A mask that is the input's own: the call need not be given it. */
    static final class OwnMask extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        OwnMask(Map<String, Object> tensor) {
            super(tensor);
        }
    }

    private FunctionalConfig() {}

    /** Writes layers, input_layers and output_layers. */
    static void write(Graph graph, Map<String, Object> config) {
        List<Object> list = new ArrayList<>();
        for (Layer<?> layer : graph.layers()) {
            List<Symbol> calls = graph.callsOf(layer);
            if (layer instanceof OpLayer op) {
                list.add(OpNodes.write(op.op(calls.get(0)), layer.getName(), symbol -> tensorConfig(symbol, graph)));
                continue;
            }
            Map<String, Object> object = LayerHooks.serialize(layer);
            if (!(layer instanceof Input || layer instanceof GraphLayer)) {
                object.put("build_config", buildConfig(calls.get(0)));
            }
            object.put("name", layer.getName());
            object.put(
                    "inbound_nodes",
                    layer instanceof Input
                            ? List.of()
                            : calls.stream().map(call -> node(call, graph)).toList());
            list.add(object);
        }
        config.put("layers", list);
        config.put("input_layers", places(graph.inputStructure(), graph.inputs(), graph));
        config.put("output_layers", places(graph.outputStructure(), graph.outputs(), graph));
    }

    private static Map<String, Object> buildConfig(Symbol call) {
        List<List<Object>> shapes = LayerHooks.plain(call.inputs(), call.arguments()).stream()
                .map(input -> Config.batchList(input.sampleShape(), input.batchSize()))
                .toList();
        List<String> names = LayerHooks.inputNames(Layer.of(call));
        if (names.isEmpty()) {
            return Map.of("input_shape", LayerHooks.takesList(Layer.of(call)) ? shapes : shapes.get(0));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            named.put(names.get(i) + "_shape", shapes.get(i));
        }
        return Map.of("shapes_dict", named);
    }

    private static Map<String, Object> node(Symbol call, Graph graph) {
        List<Object> tensors = new ArrayList<>();
        call.inputs().forEach(input -> tensors.add(tensor(input, graph)));
        Map<String, Object> node = new LinkedHashMap<>();
        Map<String, Object> arguments = new LinkedHashMap<>(call.arguments());
        arguments.replaceAll((name, value) -> argument(value, tensors));
        if (call.arguments().get("mask") instanceof Symbol.Argument && LayerHooks.otherMask(call, 0) < 0) {
            arguments.computeIfPresent("mask", (name, value) -> new OwnMask(Config.map(name, value)));
        }
        List<Object> plain = LayerHooks.plain(tensors, call.arguments());
        if (LayerHooks.takesStates(Layer.of(call)) && plain.size() > 1) {
            arguments.put(STATES, plain.subList(1, plain.size()));
            plain = plain.subList(0, 1);
        }
        Graph inner = Layer.of(call) instanceof GraphLayer<?> model ? Graph.of(model) : null;
        boolean isList = LayerHooks.inputNames(Layer.of(call)).isEmpty()
                && (plain.size() > 1 || LayerHooks.takesList(Layer.of(call)));
        Object first = inner == null || inner.inputStructure().isFlat()
                ? plain
                : inner.inputStructure().pack(plain::get);
        node.put("args", isList || first != plain ? List.of(first) : plain);
        node.put("kwargs", arguments);
        return node;
    }

    private static Object argument(Object value, List<Object> tensors) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(argument(item, tensors)));
            return all;
        }
        return value instanceof Symbol.Argument argument ? tensors.get(argument.input()) : value;
    }

    private static Map<String, Object> tensor(Symbol symbol, Graph graph) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("class_name", "__keras_tensor__");
        tensor.put("config", tensorConfig(symbol, graph));
        return tensor;
    }

    private static Map<String, Object> tensorConfig(Symbol symbol, Graph graph) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "shape",
                symbol.isOfBatch()
                        ? Config.batchList(symbol.sampleShape(), symbol.batchSize())
                        : Config.lengthList(symbol.shape()));
        config.put("dtype", "float32");
        config.put("keras_history", place(symbol, graph));
        return config;
    }

    private static List<Object> place(Symbol symbol, Graph graph) {
        return List.of(Layer.of(symbol).getName(), graph.number(symbol.origin()), symbol.output());
    }

    /**
     * The number by which Keras's functional models are ahead where they are a model's inputs or outputs: to Keras they have
     * been called once before, with their own inputs.
     */
    static int ahead(Layer<?> layer) {
        return ModelKind.FUNCTIONAL.className().equals(LayerHooks.className(layer)) ? 1 : 0;
    }

    /** Those of symbols in lists and maps. */
    private static Object places(Structure structure, List<Symbol> symbols, Graph graph) {
        return structure.pack(number -> {
            Symbol symbol = symbols.get(number);
            List<Object> place = new ArrayList<>(place(symbol, graph));
            place.set(1, (Integer) place.get(1) + ahead(Layer.of(symbol)));
            return place;
        });
    }
}
