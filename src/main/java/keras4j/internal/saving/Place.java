package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Structure;

/** A value's name in a functional file, its keras_history: a layer, the number of its call, and of that call's output. */
record Place(String layer, int call, int output) {
    private static final String TENSOR = "__keras_tensor__";

    static boolean isTensor(Object json) {
        return json instanceof Map<?, ?> map && TENSOR.equals(map.get("class_name"));
    }

    /** That of a __keras_tensor__. */
    static Place ofTensor(String where, Object json) {
        Map<String, Object> object = Config.map(where, json);
        if (!isTensor(object)) {
            throw KerasException.expected(where, "a " + TENSOR, object.get("class_name"));
        }
        return of(where, Config.map(where, object.get("config")).get("keras_history"));
    }

    /** Those of one __keras_tensor__, or of a list of them; null for none. */
    static List<Place> ofTensors(String where, Object json) {
        List<Place> places = new ArrayList<>();
        for (Object tensor : json instanceof List<?> several ? several : Arrays.asList(json)) {
            places.add(tensor == null ? null : ofTensor(where, tensor));
        }
        return places;
    }

    /** Those that a model is called with, in the order of its inputs; null where nothing is. */
    static List<Place> ofNested(String where, Object json, Structure inputs, List<String> names) {
        List<Object> tensors = new ArrayList<>();
        Structure given = Structure.of(where, marked(where, json), tensors);
        int[] places = inputs.places(given, names);
        if (places == null) {
            throw KerasException.expected(where, "inputs for " + names, tensors);
        }
        List<Place> all = new ArrayList<>();
        for (int place : places) {
            all.add(place < 0 ? null : (Place) tensors.get(place));
        }
        return all;
    }

    /** The same with places for tensors. */
    private static Object marked(String where, Object json) {
        if (isTensor(json)) {
            return ofTensor(where, json);
        }
        if (json instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(marked(where, item)));
            return all;
        }
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> all = Config.map(where, map);
            all.replaceAll((name, item) -> marked(where, item));
            return all;
        }
        if (json != null) {
            throw KerasException.expected(where, "a " + TENSOR, json);
        }
        return null;
    }

    /** What stands in lists and maps, in one list; null if nothing does, and anything else as it is. */
    static Object flat(Object json) {
        if (isObject(json) || !(json instanceof List<?> || json instanceof Map<?, ?>)) {
            return json;
        }
        List<Object> all = new ArrayList<>();
        addFlat(json, all);
        return all.stream().allMatch(Objects::isNull) ? null : all;
    }

    private static boolean isObject(Object json) {
        return json instanceof Map<?, ?> map && map.containsKey("config");
    }

    private static void addFlat(Object json, List<Object> into) {
        if (json instanceof Map<?, ?> map && !isObject(json)) {
            new TreeMap<>(Config.map("mask", map)).values().forEach(item -> addFlat(item, into));
        } else if (json instanceof List<?> list) {
            list.forEach(item -> addFlat(item, into));
        } else {
            into.add(json);
        }
    }

    static Place of(String where, Object history) {
        if (history instanceof List<?> place
                && place.size() == 3
                && place.get(0) instanceof String layer
                && place.get(1) instanceof Integer call
                && place.get(2) instanceof Integer output) {
            return new Place(layer, call, output);
        }
        throw KerasException.expected(where, "a layer's name, the number of its call, and of its output", history);
    }

    /** The first whose value is not there yet, those before it being taken away; null if all are there. */
    static Place missing(Deque<Place> unknown, Function<Place, Object> value) {
        while (!unknown.isEmpty() && value.apply(unknown.peek()) != null) {
            unknown.remove();
        }
        return unknown.peek();
    }

    /**
     * Gives each turns until it is done. One that misses something waits until another's turn has made that.
     *
     * @param missing what it misses now; null for nothing
     * @param turn what its turn makes
     */
    static <T> void inTurns(
            Collection<T> all, Predicate<T> isDone, Function<T, Object> missing, Function<T, Object> turn) {
        Deque<T> turns = new ArrayDeque<>(all);
        Map<Object, List<T>> waiting = new HashMap<>();
        while (!turns.isEmpty()) {
            T next = turns.remove();
            if (isDone.test(next)) {
                continue;
            }
            Object missed = missing.apply(next);
            if (missed != null) {
                waiting.computeIfAbsent(missed, key -> new ArrayList<>()).add(next);
                continue;
            }
            Object made = turn.apply(next);
            turns.add(next);
            turns.addAll(Objects.requireNonNullElse(waiting.remove(made), List.of()));
        }
    }
}
