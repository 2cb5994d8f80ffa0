package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import keras4j.core.KerasException;

/**
 * The layers that a serialised model has in several places, such as in it and in a model within: they have one number there, and are
 * one layer again when they are read. Keras: {@code shared_object_id}.
 */
public final class SharedObjects {
    private static final String NUMBER = "shared_object_id";
    private static final ThreadLocal<SharedObjects> READ = new ThreadLocal<>();
    private static final ThreadLocal<SharedObjects> WRITTEN = new ThreadLocal<>();

    /** How often each layer has been serialised. */
    private final Map<Layer<?>, Integer> places = new LinkedHashMap<>();
    /** The numbers of those that have weights and are in several places, and of others that look the same. */
    private final Map<Layer<?>, Integer> numbers = new HashMap<>();
    /** What has been read, by its number. */
    private final Map<Object, Layer<?>> byNumber = new HashMap<>();
    /** What has been read without one. */
    private final List<Layer<?>> unnumbered = new ArrayList<>();
    /** The first of them, by what they look like. */
    private final Map<Object, List<Layer<?>>> byForm = new HashMap<>();

    private int countByForm;

    private SharedObjects() {}

    /** Those of what is serialised in the meantime. */
    public static SharedObjects of(Supplier<?> serialization) {
        SharedObjects shared = new SharedObjects();
        shared.writing(serialization);
        List<Layer<?>> all = shared.places.keySet().stream()
                .filter(layer -> !LayerHooks.allWeights(layer).isEmpty())
                .toList();
        Set<Object> forms = new HashSet<>();
        all.stream().filter(layer -> shared.places(layer) > 1).forEach(layer -> forms.add(form(layer)));
        if (!forms.isEmpty()) {
            all.stream()
                    .filter(layer -> forms.contains(form(layer)))
                    .forEach(layer -> shared.numbers.put(layer, shared.numbers.size() + 1));
        }
        return shared;
    }

    /** Serialises the same again, with the numbers. */
    public <T> T writing(Supplier<T> serialization) {
        return within(WRITTEN, this, serialization);
    }

    /** Reads something in which layers may be shared. */
    public static <T> T reading(Supplier<T> reading) {
        return within(READ, new SharedObjects(), reading);
    }

    private static <T> T within(ThreadLocal<SharedObjects> scope, SharedObjects shared, Supplier<T> action) {
        SharedObjects around = scope.get();
        scope.set(shared);
        try {
            return action.get();
        } finally {
            scope.set(around);
        }
    }

    /** In how many places a layer is. */
    public int places(Layer<?> layer) {
        return places.getOrDefault(layer, 0);
    }

    /** Whether what is being written has the layer in several places. */
    public static boolean isShared(Layer<?> layer) {
        SharedObjects shared = WRITTEN.get();
        return shared != null && shared.numbers.containsKey(layer) && shared.places(layer) > 1;
    }

    /** Adds the layer's number to its form. */
    static void mark(Layer<?> layer, Map<String, Object> form) {
        SharedObjects shared = WRITTEN.get();
        if (shared == null) {
            return;
        }
        if (shared.numbers.isEmpty()) {
            shared.places.merge(layer, 1, Integer::sum);
        } else if (shared.numbers.containsKey(layer)) {
            form.put(NUMBER, shared.numbers.get(layer));
        }
    }

    /** The layer that has been read with the same number; one that is read now, if there is none. */
    static Layer<?> read(Map<String, Object> form, Supplier<Layer<?>> reading) {
        SharedObjects shared = READ.get();
        return shared == null ? reading.get() : shared.found(form.get(NUMBER), reading);
    }

    private Layer<?> found(Object number, Supplier<Layer<?>> reading) {
        if (number == null) {
            Layer<?> layer = reading.get();
            unnumbered.add(layer);
            return layer;
        }
        if (byNumber.containsKey(number)) {
            return byNumber.get(number);
        }
        int before = unnumbered.size();
        Layer<?> layer = reading.get();
        Layer<?> found = first(layer, before);
        if (found != layer) {
            List<Layer<?>> within = unnumbered.subList(before, unnumbered.size());
            within.forEach(
                    read -> byForm.getOrDefault(form(read), new ArrayList<>()).remove(read));
            within.clear();
            countByForm = Math.min(countByForm, before);
        }
        byNumber.putIfAbsent(number, found);
        return found;
    }

    /**
     * Keras leaves the number out where it has copied the first place before it comes to the second: in a model within.
     *
     * @param before how many had been read before it
     */
    private Layer<?> first(Layer<?> layer, int before) {
        for (; countByForm < before; countByForm++) {
            Layer<?> read = unnumbered.get(countByForm);
            byForm.computeIfAbsent(form(read), form -> new ArrayList<>()).add(read);
        }
        List<Layer<?>> alike = byForm.getOrDefault(form(layer), List.of());
        if (alike.size() > 1) {
            throw KerasException.expected(
                    "layer " + layer.getName() + ", which is in several places (" + NUMBER + ")",
                    "its first place to be the only one before with this name and config",
                    alike.size() + " of them");
        }
        return alike.isEmpty() ? layer : alike.get(0);
    }

    /** What a layer looks like, in each of its places. */
    private static Object form(Layer<?> layer) {
        boolean isModel = Layers.MODELS.names().contains(layer.className());
        return isModel ? List.of(layer.className(), layer.getName()) : layer.serialized();
    }
}
