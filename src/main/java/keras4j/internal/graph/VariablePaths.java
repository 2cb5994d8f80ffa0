package keras4j.internal.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Names;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/** Keras's paths of weights, such as "sequential/lstm/lstm_cell/kernel": names of what calls one another, then that of the weight. */
final class VariablePaths {
    /** By where they begin. */
    private final Map<Integer, String> paths = new HashMap<>();

    private VariablePaths() {}

    /** @param path what they begin with */
    static Map<Integer, String> of(String path, List<Placed> layers) {
        VariablePaths all = new VariablePaths();
        layers.forEach(placed -> all.add(path, placed));
        return all.paths;
    }

    private void add(String path, Placed placed) {
        Layer<?> layer = placed.layer();
        if (layer instanceof GraphLayer<?> model) {
            placed.parts().forEach(part -> add(model.pathOfLayers(), part));
            return;
        }
        String own = path + layer.getName() + "/";
        boolean hasCell =
                placed.parts().isEmpty() && !LayerHooks.weightsGroup(layer).isEmpty();
        String ofWeights = hasCell ? own + Names.snakeCase(LayerHooks.className(layer)) + "_cell/" : own;
        placed.own()
                .forEach(slot ->
                        paths.putIfAbsent(slot.offset(), ofWeights + slot.spec().name()));
        placed.parts().forEach(part -> add(own, part));
    }
}
