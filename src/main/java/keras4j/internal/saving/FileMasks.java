package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.internal.graph.SymbolicMasks;
import keras4j.ops.Symbol;

/** The operations of a functional file that only find masks, and which calls are given them: they are to be the masks that are found here. */
final class FileMasks {
    /**
     * An operation that finds a mask.
     *
     * @param reads places and numbers
     * @param unknown those of the places of which it is not known yet whether they are there
     */
    private record Node(MaskOperation operation, List<Object> reads, Deque<Place> unknown) {
        String name() {
            return operation.name();
        }
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, MaskOperation.Value> found = new LinkedHashMap<>();
    private final SymbolicMasks masks = new SymbolicMasks();
    /** What calls read, and the masks that the file says it has. */
    private final List<Map.Entry<Symbol, Place>> given = new ArrayList<>();

    boolean contains(String name) {
        return nodes.containsKey(name);
    }

    /** Takes an operation, whose name is no other's. */
    void add(Map<String, Object> object, String name) {
        Map<String, Object> config = Config.map("operation", object.get("config"));
        String where = "operation " + name + ", inbound_nodes";
        if (!(object.get("inbound_nodes") instanceof List<?> calls) || calls.size() != 1) {
            throw KerasException.expected(where, "one call", object.get("inbound_nodes"));
        }
        Map<String, Object> call = Config.map(where, calls.get(0));
        if (!(call.get("args") instanceof List<?> args)
                || args.isEmpty()
                || !Map.of().equals(call.get("kwargs"))) {
            throw KerasException.expected(where, "args only", call);
        }
        List<Object> reads = new ArrayList<>();
        Deque<Place> unknown = new ArrayDeque<>();
        for (Object arg : args.get(0) instanceof List<?> several ? several : args) {
            if (arg instanceof Number) {
                reads.add(arg);
            } else {
                Place place = Place.ofTensor(where, arg);
                reads.add(place);
                unknown.add(place);
            }
        }
        nodes.put(
                name,
                new Node(new MaskOperation(name, String.valueOf(object.get("class_name")), config), reads, unknown));
    }

    static String name(Map<String, Object> object) {
        Object name = Config.map("operation", object.get("config")).get("name");
        return Names.valid("operation name", name instanceof String text ? text : null);
    }

    /** Whether a mask in the file, or each of a list, is one that an operation here finds. */
    boolean find(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::find);
        }
        return Place.isTensor(value) && contains(Place.ofTensor("mask", value).layer());
    }

    /** A call that was made, and the masks that it is given; null for none. */
    void called(List<Symbol> inputs, List<Place> places, Symbol output) {
        masks.add(output);
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) != null) {
                given.add(Map.entry(inputs.get(i), places.get(i)));
            }
        }
    }

    /**
     * Looks whether the masks that calls are given are those that their inputs have.
     *
     * @param symbols what a layer gives there
     */
    void check(Function<Place, Symbol> symbols) {
        Function<Place, Object> value =
                place -> contains(place.layer()) ? found.get(place.layer()) : symbols.apply(place);
        Place.inTurns(
                nodes.values(),
                node -> found.containsKey(node.name()),
                node -> {
                    Place missing = Place.missing(node.unknown(), value);
                    return missing == null ? null : missing.layer();
                },
                node -> {
                    List<Object> inputs = new ArrayList<>();
                    node.reads().forEach(read -> inputs.add(read instanceof Place place ? value.apply(place) : read));
                    found.put(node.name(), node.operation().of(inputs));
                    return node.name();
                });
        for (Map.Entry<Symbol, Place> mask : given) {
            MaskOperation.Value of = found.get(mask.getValue().layer());
            boolean isEverything = of != null && of.found() == null && of.everywhere();
            if (of == null
                    || of.isWide()
                    || !(isEverything || of.found() != null)
                    || !Objects.equals(of.found(), masks.of(mask.getKey()))) {
                throw KerasException.expected(
                        "mask " + mask.getValue().layer(), "the one that " + mask.getKey() + " has", of);
            }
        }
    }
}
