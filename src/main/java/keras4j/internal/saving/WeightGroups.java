package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import keras4j.core.Names;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * The groups of Keras's HDF5 layout that have weights, and whose they are. The layers of a model are numbered by class, those of a
 * subclass are in groups of its fields' names.
 */
final class WeightGroups {
    private static final String CONTAINER = "layers";

    private final Network network;
    private final GroupNames names;
    /** Null for a file that is to be written. */
    private final Hdf5Reader file;

    private final boolean byFields;
    private final Set<Layer<?>> seen = new HashSet<>();
    private final Map<String, Placed> groups = new LinkedHashMap<>();

    private WeightGroups(Network network, GroupNames names, Hdf5Reader file, boolean byFields) {
        this.network = network;
        this.names = names;
        this.file = file;
        this.byFields = byFields;
    }

    /** Those of a Functional or Sequential. */
    static Map<String, Placed> numbered(Network network) {
        return numbered(network, GroupNames.NUMBERED);
    }

    private static Map<String, Placed> numbered(Network network, GroupNames names) {
        WeightGroups numbered = new WeightGroups(network, names, null, false);
        numbered.add("", network.layers());
        return numbered.groups;
    }

    /**
     * Those of a model as Keras writes it.
     *
     * @param paths of the layers in a subclass's fields; where not all weights are in fields, layers are numbered
     */
    static Map<String, Placed> of(Network network, Map<String, Layer<?>> paths) {
        WeightGroups fields = new WeightGroups(network, GroupNames.NUMBERED, null, true);
        fields.addFields("", paths);
        return fields.isComplete() ? fields.groups : numbered(network);
    }

    /** Those that a file has, which may be one of a subclass or of a Functional with the same layers. */
    static Map<String, Placed> in(Hdf5Reader file, Network network, Map<String, Layer<?>> paths) {
        WeightGroups fields = new WeightGroups(network, GroupNames.NUMBERED, file, true);
        fields.addFields("", paths);
        boolean isFunctional = file.names(CONTAINER).stream().anyMatch(name -> name.startsWith("input_layer"));
        boolean isThere = !isFunctional && fields.groups.keySet().stream().anyMatch(file::hasGroup);
        return isThere && fields.isComplete() ? fields.groups : numbered(network, GroupNames.of(file));
    }

    private boolean isComplete() {
        Set<Slot> found = new HashSet<>();
        groups.values().forEach(placed -> found.addAll(placed.weights()));
        return found.containsAll(network.slots());
    }

    /** A layer may be in several places: Keras takes the first. */
    private void addFields(String group, Map<String, Layer<?>> paths) {
        Map<Layer<?>, List<String>> places = new LinkedHashMap<>();
        paths.forEach((path, layer) ->
                places.computeIfAbsent(layer, key -> new ArrayList<>()).add(path));
        places.forEach((layer, all) -> {
            Placed placed = network.placed(layer);
            if (placed != null) {
                add(place(group, all), placed);
            }
        });
    }

    /** Of a file that is there, the first place that it has. */
    private String place(String group, List<String> paths) {
        for (int i = 0; file != null && i < paths.size(); i++) {
            String found = place(file, group, paths.get(i));
            if (found != null) {
                return found;
            }
        }
        return group + paths.get(0);
    }

    /** Where a file has what is in a field; null for nowhere. The Python name of the field may have more underscores. */
    static String place(Hdf5Reader file, String group, String path) {
        String[] steps = path.split("/", 2);
        for (String name : file.names(group)) {
            String place = group + name + (steps.length == 1 ? "" : "/" + steps[1]);
            if (plain(name).equals(plain(steps[0])) && file.hasGroup(place)) {
                return place;
            }
        }
        return null;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private void add(String group, List<Placed> layers) {
        Map<String, Integer> used = new HashMap<>();
        String container = group + names.container();
        for (Placed placed : layers) {
            String name = Names.snakeCase(LayerHooks.className(placed.layer()));
            int number = used.merge(name, 1, Integer::sum) - 1;
            add(container + "/" + names.of(container, name, number), placed);
        }
    }

    /**
     * The parts of a layer that is made of layers are in groups of the names that it has for them, within its {@link
     * LayerHooks#weightsGroup} if all are of one kind. A layer that is in several of them is in the first.
     */
    private void add(String group, Placed placed) {
        if (!seen.add(placed.layer())) {
            return;
        }
        if (placed.layer() instanceof GraphLayer) {
            addModel(group + "/", placed);
        } else if (placed.parts().isEmpty()) {
            String inner = LayerHooks.weightsGroup(placed.layer());
            groups.put(inner.isEmpty() ? group : group + "/" + inner, placed);
        } else {
            if (!placed.own().isEmpty()) {
                groups.put(group, new Placed(placed.layer(), placed.own(), List.of()));
            }
            Map<Layer<?>, String> registered = new HashMap<>();
            LayerHooks.named(placed.layer()).forEach((name, part) -> registered.put(part, name));
            String inner = placed.own().isEmpty() ? LayerHooks.weightsGroup(placed.layer()) : "";
            String path = inner.isEmpty() ? group : group + "/" + inner;
            placed.parts().forEach(part -> {
                String name = registered.getOrDefault(part.layer(), part.layer().getName());
                add(path + "/" + name, part);
            });
        }
    }

    private void addModel(String group, Placed placed) {
        Map<String, Layer<?>> paths = byFields ? placed.paths() : Map.of();
        if (paths.isEmpty()) {
            add(group, placed.parts());
        } else {
            addFields(group, paths);
        }
    }
}
