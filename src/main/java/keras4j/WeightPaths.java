package keras4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;

/** The paths of a network's weights, such as "dense/kernel". Keras: {@code variable.path}. */
final class WeightPaths {
    private WeightPaths() {}

    /** In the layers' order. */
    static Map<Slot, String> of(Network network) {
        Map<Slot, String> paths = new LinkedHashMap<>();
        add("", network.layers(), paths);
        return paths;
    }

    private static void add(String path, List<Placed> layers, Map<Slot, String> paths) {
        for (Placed placed : layers) {
            String name = path + placed.layer().getName() + "/";
            placed.own()
                    .forEach(slot -> paths.putIfAbsent(slot, name + slot.spec().name()));
            add(name, placed.parts(), paths);
        }
    }
}
