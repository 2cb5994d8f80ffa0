package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Printable;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.SymbolicMasks;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.layers.Resizing;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** Reads what {@link FunctionalConfig} and Keras write, and makes the calls of the layers again. */
final class FunctionalReader {
    /** A value's name: a layer, the number of its call, and of that call's output. */
    private record Place(String layer, int call, int output) {}

    /**
     * What a call reads.
     *
     * @param arguments by Keras's names, those that are places standing for these
     * @param masks those of the places, or null
     * @param unknown those of the places of which it is not known yet whether they are there
     */
    private record Reads(List<Place> places, Map<String, Object> arguments, List<Place> masks, Deque<Place> unknown) {}

    /**
     * A layer that was read, the calls that have been made, and those that are to be, one after the other.
     *
     * @param layer null for an op, which is one when its inputs are there
     * @param op the op's object in the file; null for a layer
     */
    private record Called(
            String name, Layer<?> layer, Map<String, Object> op, List<List<Symbol>> made, Deque<Reads> waiting) {}

    /** A call of a layer, by the layer's name and the number of the call. */
    private record Call(String layer, int number) {}

    /**
     * An operation that finds a mask.
     *
     * @param reads places and numbers
     * @param unknown those of the places of which it is not known yet whether they are there
     */
    private record Operation(MaskOperation operation, List<Object> reads, Deque<Place> unknown) {}

    private final Map<String, Called> layers = new LinkedHashMap<>();
    private final Set<String> valueOperations = new HashSet<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, MaskOperation.Value> found = new LinkedHashMap<>();
    private final SymbolicMasks masks = new SymbolicMasks();
    /** What calls read, and the masks that the file says it has. */
    private final List<Map.Entry<Symbol, Place>> given = new ArrayList<>();

    private FunctionalReader() {}

    /**
     * Takes input_layers and output_layers out of a config.
     *
     * @param layers the layers as JSON
     * @throws KerasException for calls that cannot be made, be it of nothing, in a circle, or on shapes that do not fit
     */
    static Graph read(List<?> layers, Map<String, Object> config) {
        FunctionalReader reader = new FunctionalReader();
        reader.valueOperations.addAll(OpReads.values(layers, config.get("output_layers")));
        Problems.none(layers, layer -> reader.add(Config.map("layer", layer)));
        reader.makeCalls();
        reader.checkMasks();
        return Graph.attached(
                reader.symbols("input_layers", config.remove("input_layers")),
                reader.symbols("output_layers", config.remove("output_layers")));
    }

    private Void add(Map<String, Object> object) {
        if (OpReads.isOp(object)) {
            if (MaskOperation.is(object) && !valueOperations.contains(object.get("name"))) {
                addOperation(object);
            } else {
                addOp(object);
            }
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
        OpReads.histories(nodes).forEach(history -> places.add(place(where, history)));
        Reads reads = new Reads(places, Map.of(), List.of(), new ArrayDeque<>(places));
        layers.put(name, new Called(name, null, object, new ArrayList<>(), new ArrayDeque<>(List.of(reads))));
    }

    private void addLayer(Map<String, Object> object) {
        Layer<?> layer = LayerHooks.deserialize(object);
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
        if (layers.containsKey(name) || operations.containsKey(name)) {
            throw KerasException.expected("layers", "different names", "\"" + name + "\" twice");
        }
    }

    private void addOperation(Map<String, Object> object) {
        Map<String, Object> config = Config.map("operation", object.get("config"));
        String name = Names.valid("operation name", config.get("name") instanceof String text ? text : null);
        String where = "operation " + name + ", inbound_nodes";
        checkName(name);
        if (!(object.get("inbound_nodes") instanceof List<?> nodes) || nodes.size() != 1) {
            throw KerasException.expected(where, "one call", object.get("inbound_nodes"));
        }
        Map<String, Object> node = Config.map(where, nodes.get(0));
        if (!(node.get("args") instanceof List<?> args)
                || args.isEmpty()
                || !Map.of().equals(node.get("kwargs"))) {
            throw KerasException.expected(where, "args only", node);
        }
        List<Object> reads = new ArrayList<>();
        Deque<Place> unknown = new ArrayDeque<>();
        for (Object arg : args.get(0) instanceof List<?> several ? several : args) {
            if (arg instanceof Number) {
                reads.add(arg);
            } else {
                Place place = tensor(where, arg);
                reads.add(place);
                unknown.add(place);
            }
        }
        MaskOperation operation = new MaskOperation(name, String.valueOf(object.get("class_name")), config);
        operations.put(name, new Operation(operation, reads, unknown));
    }

    /** The values that a call reads: one, or a list of them, states with which a recurrent layer begins, and masks. */
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
            places.addAll(tensors(where, states));
        }
        int plain = places.size();
        Map<String, Object> named = new LinkedHashMap<>();
        for (String name : LayerHooks.callArguments(layer)) {
            if (arguments.get(name) != null && !isFoundMask(arguments.get(name))) {
                named.put(name, argument(where + ", " + name, arguments.remove(name), places));
            }
        }
        List<Place> masks = tensors(where + ", mask", arguments.remove("mask"));
        arguments.forEach((key, value) -> {
            // What a layer does in training, Keras asks the model, whatever stands here; Resizing does the same always.
            boolean isSaid = key.equals("training") && (Boolean.FALSE.equals(value) || layer instanceof Resizing);
            if (value != null && !isSaid) {
                throw new KerasException(Printable.of(where) + ": the argument \"" + Printable.of(key)
                        + "\" is not supported, received " + Printable.of(value));
            }
        });
        if (places.contains(null) || masks.size() > Math.max(1, plain)) {
            throw KerasException.expected(where, "inputs, and at most a mask for each", node);
        }
        return new Reads(places, named, masks, new ArrayDeque<>(places));
    }

    /** One value, a list of them, or one by one, be it by their names. */
    private static List<Place> inputs(String where, Layer<?> layer, List<?> args, Map<String, Object> arguments) {
        List<String> names = LayerHooks.inputNames(layer);
        if (names.isEmpty() && args.size() == 1) {
            return tensors(where, args.get(0));
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
        return tensors(where, all);
    }

    /** Whether a mask, or each of a list, is one that operations in the file find. */
    private boolean isFoundMask(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::isFoundMask);
        }
        return isTensor(value) && operations.containsKey(tensor("mask", value).layer());
    }

    private static boolean isTensor(Object value) {
        return value instanceof Map<?, ?> map && "__keras_tensor__".equals(map.get("class_name"));
    }

    /** An argument of a call: what is a value is added to those that are read. */
    private static Object argument(String where, Object value, List<Place> places) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(argument(where, item, places)));
            return all;
        }
        if (!isTensor(value)) {
            return value;
        }
        places.add(tensor(where, value));
        return new Symbol.Argument(places.size() - 1);
    }

    /** One value, or a list of them; null for none. */
    private static List<Place> tensors(String where, Object given) {
        List<Place> places = new ArrayList<>();
        for (Object tensor : given instanceof List<?> several ? several : Arrays.asList(given)) {
            places.add(tensor == null ? null : tensor(where, tensor));
        }
        return places;
    }

    private static Place tensor(String where, Object tensor) {
        Map<String, Object> object = Config.map(where, tensor);
        if (!"__keras_tensor__".equals(object.get("class_name"))) {
            throw KerasException.expected(where, "a __keras_tensor__", object.get("class_name"));
        }
        return place(where, Config.map(where, object.get("config")).get("keras_history"));
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

    /** Makes each layer's calls. A layer whose next call reads what is not there yet waits for the first of that. */
    private void makeCalls() {
        Deque<Called> turns = new ArrayDeque<>(layers.values());
        Map<Call, List<Called>> waiting = new HashMap<>();
        while (!turns.isEmpty()) {
            Called called = turns.remove();
            Reads next = called.waiting().peek();
            if (next == null) {
                continue;
            }
            Place missing = missing(next.unknown(), this::symbol);
            if (missing != null) {
                waiting.computeIfAbsent(new Call(missing.layer(), missing.call()), key -> new ArrayList<>())
                        .add(called);
                continue;
            }
            Call made = new Call(called.name(), called.made().size());
            call(called, called.waiting().remove());
            turns.add(called);
            turns.addAll(Objects.requireNonNullElse(waiting.remove(made), List.of()));
        }
        for (Called called : layers.values()) {
            if (!called.waiting().isEmpty()) {
                throw KerasException.expected(
                        "layer " + called.name(),
                        "inputs that are made without it",
                        called.waiting().peek().places());
            }
        }
    }

    /** The first value that is not there yet, those before it being taken away; null if all are there. */
    private static Place missing(Deque<Place> unknown, Function<Place, Object> value) {
        while (!unknown.isEmpty() && value.apply(unknown.peek()) != null) {
            unknown.remove();
        }
        return unknown.peek();
    }

    private void call(Called called, Reads reads) {
        List<Symbol> inputs = reads.places().stream().map(this::symbol).toList();
        List<Symbol> outputs =
                called.op() != null ? callOp(called) : LayerHooks.apply(called.layer(), inputs, reads.arguments());
        called.made().add(outputs);
        masks.add(outputs.get(0));
        for (int i = 0; i < reads.masks().size(); i++) {
            if (reads.masks().get(i) != null) {
                given.add(Map.entry(inputs.get(i), reads.masks().get(i)));
            }
        }
    }

    private List<Symbol> callOp(Called called) {
        String where = "op " + called.name();
        try {
            Map<String, Object> node = Config.map(where, ((List<?>) called.op().get("inbound_nodes")).get(0));
            Op op = OpNodes.read(called.op(), node, history -> symbol(place(where, history)));
            OpLayer layer = new OpLayer(op).name(called.name());
            return LayerHooks.apply(layer, op.inputs());
        } catch (KerasException e) {
            throw e.in(where);
        }
    }

    /** Looks whether the masks that calls are given are those that their inputs have. */
    private void checkMasks() {
        Deque<Operation> turns = new ArrayDeque<>(operations.values());
        Map<String, List<Operation>> waiting = new HashMap<>();
        while (!turns.isEmpty()) {
            Operation next = turns.remove();
            Place missing = missing(next.unknown(), this::value);
            if (missing != null) {
                waiting.computeIfAbsent(missing.layer(), key -> new ArrayList<>())
                        .add(next);
                continue;
            }
            List<Object> inputs = new ArrayList<>();
            next.reads().forEach(read -> inputs.add(read instanceof Place place ? value(place) : read));
            found.put(next.operation().name(), next.operation().of(inputs));
            turns.addAll(
                    Objects.requireNonNullElse(waiting.remove(next.operation().name()), List.of()));
        }
        for (Map.Entry<Symbol, Place> mask : given) {
            MaskOperation.Value value = found.get(mask.getValue().layer());
            boolean isEverything = value != null && value.found() == null && value.everywhere();
            if (value == null
                    || value.isWide()
                    || !(isEverything || value.found() != null)
                    || !Objects.equals(value.found(), masks.of(mask.getKey()))) {
                throw KerasException.expected(
                        "mask " + mask.getValue().layer(), "the one that " + mask.getKey() + " has", value);
            }
        }
    }

    /** A symbol, or what an operation gives; null if that is not known. */
    private Object value(Place place) {
        return operations.containsKey(place.layer()) ? found.get(place.layer()) : symbol(place);
    }

    /** The value of that name; null if it has not been made yet. */
    private Symbol symbol(Place place) {
        Called called = layers.get(place.layer());
        if (operations.containsKey(place.layer())) {
            throw KerasException.expected(
                    "operation " + place.layer(), "one that only finds masks", "one whose value is read");
        }
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

    /** The places in lists and maps of any depth, as Keras orders them. */
    private List<Symbol> symbols(String where, Object found) {
        List<Symbol> symbols = new ArrayList<>();
        if (found instanceof List<?> || found instanceof Map<?, ?>) {
            addSymbols(where, found, symbols);
        }
        if (symbols.isEmpty()) {
            throw KerasException.expected(where, "a list", found);
        }
        return symbols;
    }

    private void addSymbols(String where, Object found, List<Symbol> symbols) {
        if (found instanceof List<?> list && (list.isEmpty() || !(list.get(0) instanceof String))) {
            list.forEach(item -> addSymbols(where, item, symbols));
        } else if (found instanceof Map<?, ?> map) {
            new TreeMap<>(Config.map(where, map)).values().forEach(item -> addSymbols(where, item, symbols));
        } else {
            symbols.add(end(where, place(where, found)));
        }
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
