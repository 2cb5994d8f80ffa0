package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;

/** The weights of a {@link LegacyH5}, a group for each layer; the trained ones come first. */
final class LegacyWeights {
    static final String LAYER_NAMES = "layer_names";
    static final String WEIGHT_NAMES = "weight_names";

    private final Hdf5Reader hdf;
    private final Network network;
    /** Layers of the file that have weights. */
    private final List<String> layers = new ArrayList<>();
    /** What is read, by where it begins in the network. */
    private final Map<Integer, float[]> values = new HashMap<>();

    private LegacyWeights(Hdf5Reader hdf, Network network) {
        this.hdf = hdf;
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
    static List<float[]> own(Hdf5Reader hdf, Network network) {
        Map<String, Placed> own = new LinkedHashMap<>();
        withWeights(network).forEach(placed -> own.put(placed.layer().getName(), placed));
        LegacyWeights weights = new LegacyWeights(hdf, network);
        if (weights.layers.size() != own.size() || !own.keySet().containsAll(weights.layers)) {
            throw KerasException.expected(hdf.at(LAYER_NAMES), "those of the model, " + own.keySet(), weights.layers);
        }
        weights.layers.forEach(name -> weights.read(name, own.get(name), false));
        return weights.all();
    }

    /** Reads weights of layers in the same order. */
    static List<float[]> inOrder(Hdf5Reader hdf, Network network, boolean skipMismatch) {
        LegacyWeights weights = new LegacyWeights(hdf, network);
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
    static List<float[]> byName(Hdf5Reader hdf, Network network, boolean skipMismatch) {
        LegacyWeights weights = new LegacyWeights(hdf, network);
        for (Placed placed : withWeights(network)) {
            String name = placed.layer().getName();
            if (weights.layers.contains(name)) {
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

    private void read(String name, Placed placed, boolean skipMismatch) {
        Hdf5Reader group = hdf.group(name);
        List<String> names = group.texts(WEIGHT_NAMES);
        List<Slot> slots = inOrder(placed);
        if (names.size() != slots.size() && skipMismatch) {
            return;
        }
        if (names.size() != slots.size()) {
            throw KerasException.expected(group.at(WEIGHT_NAMES), slots.size() + " weights", names.size())
                    .in("layer " + placed.layer().getName());
        }
        for (int i = 0; i < names.size(); i++) {
            try {
                Slot slot = slots.get(i);
                values.put(slot.offset(), WeightsH5.weight(group, names.get(i), placed, slot));
            } catch (KerasException e) {
                if (!skipMismatch) {
                    throw e;
                }
            }
        }
    }

    /** A layer's weights: those that are trained, then the others. */
    static List<Slot> inOrder(Placed placed) {
        List<Slot> all = new ArrayList<>(placed.trainable());
        placed.weights().stream()
                .filter(slot -> !placed.trainable().contains(slot))
                .forEach(all::add);
        return all;
    }

    /** All of the network's, as they are now where none were read. */
    private List<float[]> all() {
        float[] now = network.copy();
        return network.slots().stream()
                .map(slot -> values.getOrDefault(slot.offset(), Arrays.copyOfRange(now, slot.offset(), slot.end())))
                .toList();
    }

    /**
     * Reads the optimizer's state: the steps taken, the learning rate, then what it remembers for each weight. Keras 2 had it
     * in other orders, without the learning rate; after its files the optimizer begins anew, as in Keras 3.
     */
    static void readOptimizer(Hdf5Reader hdf, Network network, OptimizerState optimizer) {
        List<String> names = hdf.texts(WEIGHT_NAMES);
        if (names.size() < 2 || !names.get(1).endsWith("learning_rate")) {
            return;
        }
        List<OptimizerState.Variable> remembered = optimizer.remembered(network.trainableSpans());
        long iterations = hdf.wholeNumber(names.get(0));
        if (names.size() > 2 || iterations > 0) {
            if (names.size() != 2 + remembered.size()) {
                throw KerasException.expected(hdf.at(WEIGHT_NAMES), 2 + remembered.size() + " weights", names.size());
            }
            for (int i = 0; i < remembered.size(); i++) {
                Span span = remembered.get(i).span();
                float[] found = hdf.numbers(names.get(2 + i), WeightsH5.shapeAt(network, span));
                System.arraycopy(found, 0, remembered.get(i).values(), span.from(), span.length());
            }
        }
        optimizer.setIterations(iterations);
        optimizer.setLearningRate(hdf.numbers(names.get(1), Shape.of())[0]);
    }
}
