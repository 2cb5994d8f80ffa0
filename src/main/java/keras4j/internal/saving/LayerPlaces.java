package keras4j.internal.saving;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.layers.Layer;
import keras4j.layers.SharedObjects;

/** In how many places of a model its layers are. What a layer of several calls itself is one of them. */
final class LayerPlaces {
    private LayerPlaces() {}

    /**
     * Looks whether a config has each layer with weights in all of its places: a custom layer need not have its own in its config.
     *
     * @param config where it has which layers
     * @throws KerasException if it has not
     */
    static void check(Network network, SharedObjects config) {
        Map<Layer<?>, Integer> places = new HashMap<>();
        count(network.layers(), places);
        places.forEach((layer, count) -> {
            if (count > 1 && count > config.places(layer)) {
                throw KerasException.expected(
                        "save",
                        "each layer with weights in one place, or where the config has it; a file .h5 has them in each",
                        layer + " in a custom layer and elsewhere");
            }
        });
    }

    private static void count(List<Placed> layers, Map<Layer<?>, Integer> places) {
        for (Placed placed : layers) {
            if (placed.layer() instanceof GraphLayer) {
                count(placed.parts(), places);
            } else {
                new HashSet<>(placed.leaves())
                        .stream()
                                .filter(leaf -> !leaf.own().isEmpty())
                                .forEach(leaf -> places.merge(leaf.layer(), 1, Integer::sum));
            }
        }
    }
}
