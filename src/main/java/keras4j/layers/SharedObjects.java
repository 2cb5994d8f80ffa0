package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
    /** The numbers of those that have weights and are in several places. */
    private final Map<Layer<?>, Integer> numbers = new HashMap<>();
    /** What has been read, by its number. */
    private final Map<Object, Layer<?>> byNumber = new HashMap<>();
    /** What has been read without one; the same by its form. */
    private final List<Layer<?>> unnumbered = new ArrayList<>();

    private final Map<Object, Layer<?>> byForm = new HashMap<>();

    private SharedObjects() {}

    /** Those of what is serialised in the meantime. */
    public static SharedObjects of(Supplier<?> serialization) {
        SharedObjects shared = new SharedObjects();
        shared.writing(serialization);
        shared.places.forEach((layer, count) -> {
            if (count > 1 && !LayerHooks.allWeights(layer).isEmpty()) {
                shared.numbers.put(layer, shared.numbers.size() + 1);
            }
        });
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
        return shared != null && shared.numbers.containsKey(layer);
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
        Layer<?> found = first(reading.get());
        byNumber.putIfAbsent(number, found);
        return found;
    }

    /** Keras leaves the number out where it has copied the first place before it comes to the second: in a model within. */
    private Layer<?> first(Layer<?> layer) {
        unnumbered.forEach(read -> byForm.putIfAbsent(form(read), read));
        unnumbered.clear();
        return byForm.getOrDefault(form(layer), layer);
    }

    /** What is the same in all places. */
    private static Object form(Layer<?> layer) {
        boolean isModel = Layers.MODELS.names().contains(layer.className());
        return isModel ? List.of(layer.className(), layer.getName()) : layer.serialized();
    }
}
