package keras4j.internal.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which ops of a functional file make values: others only find masks, which are found without them here. */
final class OpReads {
    private static final String MODULES = "keras.src.ops.";
    private static final String ACTIVATIONS = "keras.src.activations.activations";

    private OpReads() {}

    /** Whether a layer of a file is one of Keras's ops. */
    static boolean isOp(Map<String, Object> object) {
        String module = String.valueOf(object.get("module"));
        return module.startsWith(MODULES) || module.equals(ACTIVATIONS);
    }

    /**
     * The names of the ops whose values are read by layers, by other ops that make values, or are outputs.
     *
     * @param outputs the model's, as the file has them
     */
    static Set<String> values(List<?> layers, Object outputs) {
        Map<String, Object> ops = new HashMap<>();
        Deque<String> read = new ArrayDeque<>();
        addNames(outputs, read);
        for (Object layer : layers) {
            if (layer instanceof Map<?, ?> object) {
                @SuppressWarnings("unchecked")
                boolean isOp = isOp((Map<String, Object>) object);
                if (isOp) {
                    ops.put(String.valueOf(object.get("name")), object.get("inbound_nodes"));
                } else {
                    addReads(object.get("inbound_nodes"), read);
                }
            }
        }
        Set<String> values = new HashSet<>();
        while (!read.isEmpty()) {
            String name = read.remove();
            if (ops.containsKey(name) && values.add(name)) {
                histories(ops.get(name)).forEach(history -> read.add(String.valueOf(history.get(0))));
            }
        }
        return values;
    }

    /** Names of layers in lists and maps of any depth. */
    private static void addNames(Object found, Deque<String> into) {
        if (found instanceof String name) {
            into.add(name);
        } else if (found instanceof List<?> list) {
            list.forEach(item -> addNames(item, into));
        } else if (found instanceof Map<?, ?> map) {
            map.values().forEach(item -> addNames(item, into));
        }
    }

    /** What the calls of a layer read, but for their masks. */
    private static void addReads(Object nodes, Deque<String> into) {
        for (Object node : nodes instanceof List<?> list ? list : List.of()) {
            if (node instanceof Map<?, ?> call) {
                Map<Object, Object> without = new HashMap<>(call);
                if (without.get("kwargs") instanceof Map<?, ?> arguments) {
                    Map<Object, Object> others = new HashMap<>(arguments);
                    others.remove("mask");
                    without.put("kwargs", others);
                }
                histories(without).forEach(history -> into.add(String.valueOf(history.get(0))));
            }
        }
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
