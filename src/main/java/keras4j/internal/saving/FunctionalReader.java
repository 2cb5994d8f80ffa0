package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.internal.graph.Graph;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Symbol;

/** Reads what {@link FunctionalConfig} and Keras write, and makes the calls of the layers again. */
final class FunctionalReader {
    /** A value's name: a layer, the number of its call, and of that call's output. */
    private record Place(String layer, int call, int output) {}

    /** A layer that was read, the calls that have been made, and those that wait until what they read is there. */
    private record Called(Layer<?> layer, List<List<Symbol>> made, Deque<List<Place>> waiting) {}

    private final Map<String, Called> layers = new LinkedHashMap<>();

    private FunctionalReader() {}

    /**
     * Takes input_layers and output_layers out of a config.
     *
     * @param layers the layers as JSON
     * @throws KerasException for calls that cannot be made, be it of nothing, in a circle, or on shapes that do not fit
     */
    static Graph read(List<?> layers, Map<String, Object> config) {
        FunctionalReader reader = new FunctionalReader();
        layers.forEach(layer -> reader.add(Config.map("layer", layer)));
        reader.makeCalls();
        return Graph.attached(
                reader.symbols("input_layers", config.remove("input_layers")),
                reader.symbols("output_layers", config.remove("output_layers")));
    }

    private void add(Map<String, Object> object) {
        Layer<?> layer = ModelConfig.readLayer(object);
        if (layer.getName() == null) {
            // A class of a user's in Python need not write it into its config.
            layer.name(object.get("name") instanceof String name ? name : null);
        }
        String where = "layer " + layer.getName() + ", inbound_nodes";
        Called called = new Called(layer, new ArrayList<>(), new ArrayDeque<>());
        if (layers.putIfAbsent(layer.getName(), called) != null) {
            throw KerasException.expected("layers", "different names", "\"" + layer.getName() + "\" twice");
        }
        if (!(object.get("inbound_nodes") instanceof List<?> nodes)) {
            throw KerasException.expected(where, "a list", object.get("inbound_nodes"));
        }
        if (layer instanceof Input input) {
            if (!nodes.isEmpty() || LayerHooks.inputShape(input) == null) {
                throw KerasException.expected(where, "an InputLayer with a shape, which reads nothing", object);
            }
            called.made().add(List.of(input.symbol()));
        }
        nodes.forEach(node -> called.waiting().add(reads(where, layer, Config.map(where, node))));
    }

    /** The values that a call reads: one, or a list of them, and states with which a recurrent layer begins. */
    private static List<Place> reads(String where, Layer<?> layer, Map<String, Object> node) {
        Map<String, Object> arguments = Config.map(where + ", kwargs", node.get("kwargs"));
        List<?> args = node.get("args") instanceof List<?> list ? list : List.of();
        Object states = null;
        if (LayerHooks.takesStates(layer)) {
            states = args.size() == 2 ? args.get(1) : arguments.remove(FunctionalConfig.STATES);
            args = args.subList(0, Math.min(1, args.size()));
        }
        arguments.forEach((key, value) -> {
            // A model of several inputs has a mask of none for each. What a layer does in training, Keras asks the
            // model,
            // whatever stands here.
            boolean none = value instanceof List<?> list ? list.stream().allMatch(Objects::isNull) : value == null;
            if (!none && !(key.equals("training") && value.equals(false))) {
                throw new KerasException(where + ": the argument \"" + key + "\" is not supported, received " + value);
            }
        });
        if (args.size() != 1) {
            throw KerasException.expected(where, "args with inputs only", node.get("args"));
        }
        List<Object> tensors = new ArrayList<>(args.get(0) instanceof List<?> several ? several : args);
        if (states != null) {
            tensors.addAll(states instanceof List<?> several ? several : List.of(states));
        }
        List<Place> reads = new ArrayList<>();
        for (Object tensor : tensors) {
            Map<String, Object> object = Config.map(where, tensor);
            if (!"__keras_tensor__".equals(object.get("class_name"))) {
                throw KerasException.expected(where, "a __keras_tensor__", object.get("class_name"));
            }
            reads.add(place(where, Config.map(where, object.get("config")).get("keras_history")));
        }
        return reads;
    }

    private static Place place(String where, Object found) {
        if (found instanceof List<?> place
                && place.size() == 3
                && place.get(0) instanceof String layer
                && place.get(1) instanceof Integer call
                && place.get(2) instanceof Integer output) {
            return new Place(layer, call, output);
        }
        throw KerasException.expected(where, "a layer's name, the number of its call, and of its output", found);
    }

    /** Again and again makes each layer's next calls, as far as what they read is there. */
    private void makeCalls() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Called called : layers.values()) {
                while (!called.waiting().isEmpty()
                        && called.waiting().peek().stream().allMatch(place -> symbol(place) != null)) {
                    List<Symbol> inputs =
                            called.waiting().remove().stream().map(this::symbol).toList();
                    called.made().add(LayerHooks.call(called.layer(), inputs));
                    progress = true;
                }
            }
        }
        for (Called called : layers.values()) {
            if (!called.waiting().isEmpty()) {
                throw KerasException.expected(
                        "layer " + called.layer().getName(),
                        "inputs that are made without it",
                        called.waiting().peek());
            }
        }
    }

    /** The value of that name; null if it has not been made yet. */
    private Symbol symbol(Place place) {
        Called called = layers.get(place.layer());
        if (called == null || place.call() < 0) {
            throw KerasException.expected("inbound_nodes", "a call of one of the layers " + layers.keySet(), place);
        }
        if (place.call() >= called.made().size()) {
            return null;
        }
        List<Symbol> outputs = called.made().get(place.call());
        if (place.output() < 0 || place.output() >= outputs.size()) {
            throw KerasException.expected(
                    "layer " + place.layer(), "an output below " + outputs.size(), place.output());
        }
        return outputs.get(place.output());
    }

    /** One place, or a list of them. */
    private List<Symbol> symbols(String where, Object found) {
        if (!(found instanceof List<?> list) || list.isEmpty()) {
            throw KerasException.expected(where, "a list", found);
        }
        List<Symbol> symbols = new ArrayList<>();
        for (Object item : list.get(0) instanceof String ? List.of(list) : list) {
            Place place = place(where, item);
            Called called = layers.get(place.layer());
            int ahead = called == null ? 0 : FunctionalConfig.ahead(called.layer());
            Symbol symbol = symbol(new Place(place.layer(), place.call() - ahead, place.output()));
            if (symbol == null) {
                throw KerasException.expected(where, "calls that there are", place);
            }
            symbols.add(symbol);
        }
        return symbols;
    }
}
