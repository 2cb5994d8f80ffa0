package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.layers.Layer;

/** The weights of a {@link LegacyH5}, a group for each layer; the trained ones come first. */
final class LegacyWeights {
    static final String LAYER_NAMES = "layer_names";
    static final String WEIGHT_NAMES = "weight_names";

    private final Hdf5Reader hdf;
    private final KerasVersion version;
    private final Network network;
    /** Layers of the file that have weights. */
    private final List<String> layers = new ArrayList<>();
    /** What is read, by where it begins in the network. */
    private final Map<Integer, float[]> values = new HashMap<>();

    private LegacyWeights(Hdf5Reader hdf, KerasVersion version, Network network) {
        this.hdf = hdf;
        this.version = version;
        this.network = network;
        for (String name : hdf.texts(LAYER_NAMES)) {
            if (!hdf.group(name).texts(WEIGHT_NAMES).isEmpty()) {
                layers.add(name);
            }
        }
        if (hdf.has("top_level_model_weights")
                && !hdf.group("top_level_model_weights").texts(WEIGHT_NAMES).isEmpty()) {
            throw KerasException.expected(
                    hdf.at("top_level_model_weights"), "weights of layers only", "some of the model itself");
        }
    }

    /** Reads the weights of a model with which they were saved. */
    static List<float[]> own(Hdf5Reader hdf, KerasVersion version, Network network) {
        Map<String, Placed> own = new LinkedHashMap<>();
        withWeights(network).forEach(placed -> own.put(placed.layer().getName(), placed));
        LegacyWeights weights = new LegacyWeights(hdf, version, network);
        List<String> names = weights.layers.stream().map(weights::nameHere).toList();
        if (names.size() != own.size() || !own.keySet().containsAll(names)) {
            throw KerasException.expected(hdf.at(LAYER_NAMES), "those of the model, " + own.keySet(), names);
        }
        weights.layers.forEach(name -> weights.read(name, own.get(weights.nameHere(name)), false));
        return weights.all();
    }

    /** Reads weights of layers in the same order. */
    static List<float[]> inOrder(Hdf5Reader hdf, KerasVersion version, Network network, boolean skipMismatch) {
        LegacyWeights weights = new LegacyWeights(hdf, version, network);
        List<Placed> own = withWeights(network);
        if (weights.layers.size() != own.size()) {
            throw KerasException.expected(
                    hdf.at(LAYER_NAMES), own.size() + " layers with weights", weights.layers.size());
        }
        for (int i = 0; i < own.size(); i++) {
            weights.read(weights.layers.get(i), own.get(i), skipMismatch);
        }
        return weights.all();
    }

    /** Reads weights of layers that have the names of the model's; others, on both sides, are left alone. */
    static List<float[]> byName(Hdf5Reader hdf, KerasVersion version, Network network, boolean skipMismatch) {
        LegacyWeights weights = new LegacyWeights(hdf, version, network);
        Map<String, String> names = new HashMap<>();
        weights.layers.forEach(name -> names.put(weights.nameHere(name), name));
        for (Placed placed : withWeights(network)) {
            String name = names.get(placed.layer().getName());
            if (name != null) {
                weights.read(name, placed, skipMismatch);
            }
        }
        return weights.all();
    }

    private static List<Placed> withWeights(Network network) {
        return network.layers().stream()
                .filter(placed -> !placed.weights().isEmpty())
                .toList();
    }

    /** The name that a layer of the file has here. */
    private String nameHere(String name) {
        return version.isBeforeKeras3() ? Keras2Config.modernName(name) : name;
    }

    private void read(String name, Placed placed, boolean skipMismatch) {
        Hdf5Reader group = hdf.group(name);
        List<String> names = group.texts(WEIGHT_NAMES);
        List<LegacyForms> forms = forms(group, names, placed);
        if (forms == null) {
            if (skipMismatch) {
                return;
            }
            throw KerasException.expected(
                            group.at(WEIGHT_NAMES), inOrder(placed).size() + " weights", names.size())
                    .in("layer " + placed.layer().getName());
        }
        for (LegacyForms form : forms) {
            for (int i = 0; i < form.slots().size(); i++) {
                try {
                    values.put(form.slots().get(i).offset(), form.read(i));
                } catch (KerasException e) {
                    if (!skipMismatch) {
                        throw e.in("layer " + placed.layer().getName() + "/"
                                + form.slots().get(i).spec().name());
                    }
                }
            }
        }
    }

    /** The weights by the layers that they belong to, which in a model are several; null if it is not that many. */
    private List<LegacyForms> forms(Hdf5Reader group, List<String> names, Placed placed) {
        Map<Integer, Layer<?>> layers = new HashMap<>();
        placed.leaves().forEach(leaf -> leaf.weights().forEach(slot -> layers.put(slot.offset(), leaf.layer())));
        List<Slot> slots = inOrder(placed);
        boolean isOfKeras1 = names.size() != slots.size();
        List<LegacyForms> forms = new ArrayList<>();
        int at = 0;
        for (int from = 0, to; from < slots.size(); from = to) {
            Layer<?> layer = layers.get(slots.get(from).offset());
            to = from + 1;
            while (to < slots.size() && layers.get(slots.get(to).offset()) == layer) {
                to++;
            }
            int count = isOfKeras1 ? LegacyForms.countOfKeras1(layer, to - from) : to - from;
            if (at + count > names.size()) {
                return null;
            }
            List<String> own = names.subList(at, at + count);
            forms.add(new LegacyForms(version, group, layer, own, slots.subList(from, to)));
            at += count;
        }
        return at == names.size() ? forms : null;
    }

    /** A layer's weights: those that are trained, then the others. */
    static List<Slot> inOrder(Placed placed) {
        Set<Slot> all = new LinkedHashSet<>(placed.trainable());
        all.addAll(placed.weights());
        return List.copyOf(all);
    }

    /** All of the network's, as they are now where none were read. */
    private List<float[]> all() {
        float[] now = network.copy();
        return network.slots().stream()
                .map(slot -> values.getOrDefault(slot.offset(), Arrays.copyOfRange(now, slot.offset(), slot.end())))
                .toList();
    }

    /**
     * Reads the optimizer's state: the steps taken, the learning rate, which Keras 2 does not have, then what it remembers for each
     * weight; up to Keras 2.10, and in its legacy optimizers, first one thing for all weights, then the next. After a file of Keras
     * without TensorFlow's the optimizer begins anew, as in Keras 3.
     */
    static void readOptimizer(Hdf5Reader hdf, Network network, OptimizerState optimizer) {
        List<String> names = hdf.texts(WEIGHT_NAMES);
        boolean hasRate = names.size() > 1 && names.get(1).endsWith("learning_rate");
        boolean isLegacy = !names.isEmpty() && names.get(0).endsWith("/iter:0");
        if (!hasRate && !isLegacy && (names.isEmpty() || !names.get(0).startsWith("iteration"))) {
            return;
        }
        List<Variable> variables = network.variables(network.trainable());
        List<String> inOrder = isLegacy ? inOrder(names, optimizer.remembered(variables)) : names;
        new AppliedOptimizer(optimizer, variables)
                .set(OptimizerH5.read(hdf, hdf.at(WEIGHT_NAMES), names.size(), inOrder::get, optimizer, variables));
    }

    /** The names, of which those of one thing for all weights stand together, in Keras 3's order. */
    private static List<String> inOrder(List<String> names, List<OptimizerState.Remembered> remembered) {
        Map<float[], List<OptimizerState.Remembered>> slots = new IdentityHashMap<>();
        remembered.forEach(one ->
                slots.computeIfAbsent(one.values(), values -> new ArrayList<>()).add(one));
        List<OptimizerState.Remembered> bySlots = remembered.stream()
                .map(OptimizerState.Remembered::values)
                .distinct()
                .flatMap(values -> slots.get(values).stream())
                .toList();
        List<String> all = new ArrayList<>(names);
        for (int i = 0; i < remembered.size() && names.size() == 1 + remembered.size(); i++) {
            all.set(1 + i, names.get(1 + bySlots.indexOf(remembered.get(i))));
        }
        return all;
    }
}
