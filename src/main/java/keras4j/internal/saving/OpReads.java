package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.layers.Layers;
import keras4j.ops.Op;

/** Ops among the layers of functional files, and what they read. */
final class OpReads {
    private static final String MODULES = "keras.src.ops.";
    private static final String ACTIVATIONS = "keras.src.activations.activations";

    private OpReads() {}

    /** Whether a layer of a file is one of Keras's ops. */
    static boolean isOp(Map<String, Object> object) {
        String module = String.valueOf(object.get("module"));
        return module.startsWith(MODULES) || module.equals(ACTIVATIONS);
    }

    /** Whether it is one in a file of Keras 2's form, which Keras 3 writes without modules; a layer of the same name has a dtype. */
    static boolean isLegacyOp(Map<String, Object> object) {
        String name = String.valueOf(object.get("class_name"));
        return !object.containsKey("module")
                && Op.isKnown(name)
                && object.get("config") instanceof Map<?, ?> config
                && !(Layers.REGISTRY.names().contains(name) && config.containsKey("dtype"));
    }

    /** The keras_history of each tensor in JSON, in its order. */
    static List<List<?>> histories(Object json) {
        List<List<?>> all = new ArrayList<>();
        addHistories(json, all);
        return all;
    }

    private static void addHistories(Object json, List<List<?>> into) {
        if (json instanceof List<?> list) {
            list.forEach(item -> addHistories(item, into));
        } else if (json instanceof Map<?, ?> object) {
            if (object.get("keras_history") instanceof List<?> history && !history.isEmpty()) {
                into.add(history);
            } else {
                object.values().forEach(item -> addHistories(item, into));
            }
        }
    }
}
