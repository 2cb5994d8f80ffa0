package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Printable;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.GraphLayer;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.layers.SerializedLayers;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** Reads what {@link FunctionalConfig} and Keras write, and makes the calls of the layers again. */
final class FunctionalReader {
    /**
     * What a call reads.
     *
     * @param arguments by Keras's names, those that are places standing for these
     * @param unknown those of the places of which it is not known yet whether they are there
     */
    private record Reads(List<Place> places, Map<String, Object> arguments, Deque<Place> unknown) {}

    /**
     * A layer that was read, the calls that have been made, and those that are to be, one after the other.
     *
     * @param layer null for an op, which is one when its inputs are there
     * @param op the op's object in the file; null for a layer
     */
    private record Called(
            String name, Layer<?> layer, Map<String, Object> op, List<List<Symbol>> made, Deque<Reads> waiting) {
        /** The number of a call that a place names, which may be counted from the end. */
        int number(Place place) {
            return place.call() < 0 ? made.size() + waiting.size() + place.call() : place.call();
        }
    }

    /** A call of a layer, by the layer's name and the number of the call. */
    private record Call(String layer, int number) {}

    private final Map<String, Called> layers = new LinkedHashMap<>();
    private static final String OF_SOME =
            " of some; a file of a subclass of Model without a call is read by loadWeights";

    /** The calls so far, those within layers among them. */
    private int count;

    private FunctionalReader() {}

    /**
     * Takes input_layers and output_layers out of a config.
     *
     * @param layers the layers as JSON
     * @throws KerasException for calls that cannot be made, be it of nothing, in a circle, or on shapes that do not fit
     */
    static Graph read(List<?> layers, Map<String, Object> config) {
        FunctionalReader reader = new FunctionalReader();
        Problems.none(layers, layer -> reader.add(Config.map("layer", layer)));
        reader.makeCalls();
        return Graph.attached(reader.ends("input_layers", config), reader.ends("output_layers", config));
    }

    private Void add(Map<String, Object> object) {
        if (OpReads.isOp(object)) {
            addOp(object);
        } else {
            addLayer(OperationLayers.is(object) ? OperationLayers.layer(object) : object);
        }
        return null;
    }

    private void addOp(Map<String, Object> object) {
        String name = Names.valid("op name", object.get("name") instanceof String text ? text : null);
        String where = "op " + name + ", inbound_nodes";
        checkName(name);
        if (!(object.get("inbound_nodes") instanceof List<?> nodes) || nodes.size() != 1) {
            throw KerasException.expected(where, "one call", object.get("inbound_nodes"));
        }
        List<Place> places = new ArrayList<>();
        OpReads.histories(nodes).forEach(history -> places.add(Place.of(where, history)));
        Reads reads = new Reads(places, Map.of(), new ArrayDeque<>(places));
        layers.put(name, new Called(name, null, object, new ArrayList<>(), new ArrayDeque<>(List.of(reads))));
    }

    private void addLayer(Map<String, Object> object) {
        Layer<?> layer = SerializedLayers.deserialize(object);
        if (layer.getName() == null) {
            // A class of a user's in Python need not write it into its config.
            layer.name(object.get("name") instanceof String name ? name : null);
        }
        String where = "layer " + layer.getName() + ", inbound_nodes";
        Called called = new Called(layer.getName(), layer, null, new ArrayList<>(), new ArrayDeque<>());
        checkName(layer.getName());
        layers.put(layer.getName(), called);
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

    private void checkName(String name) {
        if (layers.containsKey(name)) {
            throw KerasException.expected("layers", "different names", "\"" + name + "\" twice");
        }
    }

    /** The values that a call reads: one, or a list of them, states with which a recurrent layer begins, and arguments by their names. */
    private Reads reads(String where, Layer<?> layer, Map<String, Object> node) {
        Map<String, Object> arguments = Config.map(where + ", kwargs", node.get("kwargs"));
        List<?> args = node.get("args") instanceof List<?> list ? list : List.of();
        Object states = null;
        if (LayerHooks.takesStates(layer)) {
            states = args.size() == 2 ? args.get(1) : arguments.remove(FunctionalConfig.STATES);
            args = args.subList(0, Math.min(1, args.size()));
        }
        List<Place> places = inputs(where, layer, args, arguments);
        if (states != null) {
            places.addAll(Place.ofTensors(where, states));
        }
        if (places.contains(null)) {
            throw KerasException.expected(where, "inputs", node);
        }
        arguments.computeIfPresent("mask", (name, mask) -> Place.flat(mask));
        Map<String, Object> named = new LinkedHashMap<>();
        for (String name : List.copyOf(arguments.keySet())) {
            if (arguments.get(name) != null && LayerHooks.takes(layer, name)) {
                named.put(name, argument(where + ", " + name, arguments.remove(name), places));
            }
        }
        // That it is false, Keras also writes where nobody has said so.
        if (arguments.get("training") instanceof Boolean training) {
            arguments.remove("training");
            if (training) {
                named.put("training", true);
            }
        }
        arguments.forEach((key, value) -> {
            if (value != null) {
                throw new KerasException(Printable.of(where) + ": the argument \"" + Printable.of(key)
                        + "\" is not supported, received " + Printable.of(value));
            }
        });
        return new Reads(places, named, new ArrayDeque<>(places));
    }

    /** One value, a list of them, or one by one, be it by their names. */
    private static List<Place> inputs(String where, Layer<?> layer, List<?> args, Map<String, Object> arguments) {
        List<String> names = LayerHooks.inputNames(layer);
        if (names.isEmpty() && args.size() == 1) {
            Graph inner = layer instanceof GraphLayer<?> model ? Graph.of(model) : null;
            return inner == null
                    ? Place.ofTensors(where, args.get(0))
                    : Place.ofNested(where, args.get(0), inner.inputStructure(), inner.inputNames());
        }
        if (names.isEmpty() || args.size() > names.size()) {
            throw KerasException.expected(where, "args with inputs only", args);
        }
        List<Object> all = new ArrayList<>(args);
        names.subList(args.size(), names.size()).forEach(name -> all.add(arguments.remove(name)));
        while (!all.isEmpty() && all.get(all.size() - 1) == null) {
            all.remove(all.size() - 1);
        }
        if (all.isEmpty()) {
            throw KerasException.expected(where, "args with inputs", args);
        }
        return Place.ofTensors(where, all);
    }

    /** An argument of a call: what is a value is added to those that are read. */
    private static Object argument(String where, Object value, List<Place> places) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(argument(where, item, places)));
            return all;
        }
        if (!Place.isTensor(value)) {
            return value;
        }
        places.add(Place.ofTensor(where, value));
        return new Symbol.Argument(places.size() - 1);
    }

    /** Makes each layer's calls, in its order. */
    private void makeCalls() {
        Place.inTurns(
                layers.values(),
                called -> called.waiting().isEmpty(),
                called -> {
                    Place missing = Place.missing(called.waiting().peek().unknown(), this::symbol);
                    return missing == null
                            ? null
                            : new Call(
                                    missing.layer(), layers.get(missing.layer()).number(missing));
                },
                called -> {
                    call(called, called.waiting().peek());
                    called.waiting().remove();
                    return new Call(called.name(), called.made().size() - 1);
                });
        for (Called called : layers.values()) {
            if (!called.waiting().isEmpty()) {
                throw KerasException.expected(
                        "layer " + called.name(),
                        "inputs that are made without it",
                        called.waiting().peek().places());
            }
        }
    }

    private void call(Called called, Reads reads) {
        count = called.op() == null ? Graph.countWith(count, called.layer()) : count;
        List<Symbol> inputs = reads.places().stream().map(this::symbol).toList();
        List<Symbol> outputs =
                called.op() != null ? callOp(called) : LayerHooks.apply(called.layer(), inputs, reads.arguments());
        called.made().add(outputs);
    }

    private List<Symbol> callOp(Called called) {
        String where = "op " + called.name();
        try {
            Map<String, Object> node = Config.map(where, ((List<?>) called.op().get("inbound_nodes")).get(0));
            Op op = OpNodes.read(called.op(), node, history -> symbol(Place.of(where, history)));
            OpLayer layer = new OpLayer(op).name(called.name());
            return LayerHooks.apply(layer, op.inputs());
        } catch (KerasException e) {
            throw e.in(where);
        }
    }

    /** The value of that name; null if it has not been made yet. */
    private Symbol symbol(Place place) {
        Called called = layers.get(place.layer());
        int number = called == null ? -1 : called.number(place);
        if (number < 0) {
            throw KerasException.expected("inbound_nodes", "a call of one of the layers " + layers.keySet(), place);
        }
        if (number >= called.made().size()) {
            return null;
        }
        List<Symbol> outputs = called.made().get(number);
        if (place.output() < 0 || place.output() >= outputs.size()) {
            throw KerasException.expected(
                    "layer " + place.layer(), "an output below " + outputs.size(), place.output());
        }
        return outputs.get(place.output());
    }

    private Object ends(String where, Map<String, Object> config) {
        Object found = config.remove(where);
        boolean isThere =
                found instanceof List<?> list && !list.isEmpty() || found instanceof Map<?, ?> map && !map.isEmpty();
        if (!isThere) {
            boolean isEmpty = found instanceof List<?>;
            throw KerasException.expected(where, "a list" + (isEmpty ? OF_SOME : ""), found);
        }
        return ends(where, found);
    }

    /** The symbols in lists and maps. */
    private Object ends(String where, Object found) {
        if (found instanceof Map<?, ?> map) {
            Map<String, Object> ends = Config.map(where, map);
            ends.replaceAll((name, item) -> ends(where, item));
            return ends;
        }
        if (found instanceof List<?> list && (list.isEmpty() || !(list.get(0) instanceof String))) {
            return list.stream().map(item -> ends(where, item)).toList();
        }
        return end(where, Place.of(where, found));
    }

    private Symbol end(String where, Place place) {
        Called called = layers.get(place.layer());
        int ahead = called == null || called.layer() == null ? 0 : FunctionalConfig.ahead(called.layer());
        Symbol symbol = symbol(new Place(place.layer(), place.call() - ahead, place.output()));
        if (symbol == null) {
            throw KerasException.expected(where, "calls that there are", place);
        }
        return symbol;
    }
}
