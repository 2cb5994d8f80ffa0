package keras4j.internal.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.WeightSpec;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * Gives the layers of a network that have no weights yet their first ones, all in one store; the others keep theirs.
 *
 * <p>The order of locks: those of {@link Store stores} by their numbers, under which a run may be traced; then the monitors of models, a model
 * before those within it; then this class, under which no model is described; then that of names.
 */
final class Building {
    private final Map<Slot, StoredWeights.Place> places = new HashMap<>();
    private final Map<Layer<?>, Placed> unbuilt = new LinkedHashMap<>();
    private final List<Placed> layers;

    private Building(List<Placed> layers) {
        this.layers = layers;
    }

    /**
     * Builds them; from here on none can be changed.
     *
     * @param made is given those that are built for the first time
     * @return all weights, in the order of the layers
     * @throws keras4j.core.KerasException if one has been built for an input of another kind; nothing has changed then
     */
    static StoredWeights build(Layout layout, Set<Layer<?>> made) {
        synchronized (Building.class) { // no other thread builds the same layers meanwhile
            Building building = new Building(layout.layers());
            StoredWeights weights = building.weights(layout.slots());
            building.layers.forEach(building::keep);
            made.addAll(building.unbuilt.keySet());
            return weights;
        }
    }

    private StoredWeights weights(List<Slot> slots) {
        layers.forEach(this::find);
        fill();
        return new StoredWeights(slots.stream().map(places::get).toList());
    }

    private void fill() {
        List<Slot> slots = unbuilt.values().stream()
                .flatMap(placed -> placed.own().stream())
                .toList();
        StoredWeights made = StoredWeights.made(slots.stream().map(Slot::spec).toList());
        for (int i = 0; i < slots.size(); i++) {
            places.put(slots.get(i), made.places().get(i));
        }
    }

    private void find(Placed placed) {
        List<WeightSpec> own = placed.own().stream().map(Slot::spec).toList();
        StoredWeights known = (StoredWeights) LayerHooks.storedWeights(placed.layer(), own);
        if (known == null) {
            unbuilt.put(placed.layer(), placed);
        } else {
            for (int i = 0; i < own.size(); i++) {
                places.put(placed.own().get(i), known.places().get(i));
            }
        }
        placed.parts().forEach(this::find);
    }

    private void keep(Placed placed) {
        placed.parts().forEach(this::keep);
        if (placed.layer() instanceof GraphLayer) {
            LayerHooks.freeze(placed.layer());
        } else {
            LayerHooks.freeze(
                    placed.layer(),
                    new StoredWeights(placed.weights().stream().map(places::get).toList()));
        }
    }
}
