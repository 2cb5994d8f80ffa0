package keras4j.internal.saving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OptimizerValues;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * Weights in Keras's HDF5 layout, in a file of its own, ".weights.h5", or in one of {@link KerasFile}: layers/dense_1/vars/0,
 * where the group's name is the layer's class in snake case, numbered by class in the order of the layers, whatever the
 * layers' own names are (a model in a model is a group with layers of its own); and the optimizer's state in
 * optimizer/vars/0..: the steps taken, the learning rate, then what it remembers for each weight.
 */
public final class WeightsH5 implements FileFormat.WeightsWriter, FileFormat.WeightsReader {
    /** What a file may hold beside the weights: structure, and optimizer state of up to some values a weight. */
    private static final long OVERHEAD = 16 << 20;

    private static final long BYTES_PER_WEIGHT = 64;

    private static final String OPTIMIZER = "optimizer";
    /** What metrics of a compiled model counted, which Keras 2 writes, too. */
    private static final String METRICS = "metrics/";

    WeightsH5() {}

    @Override
    public void writeWeights(Path file, Network network, OptimizerState optimizer) {
        AtomicFile.write(file, out -> {
            network.lock();
            try {
                of(network, optimizer).writeTo(out);
            } finally {
                network.unlock();
            }
        });
    }

    @Override
    public void readWeights(
            Path file, Network network, OptimizerState optimizer, boolean skipMismatch, boolean byName) {
        try {
            checkInOrder(byName);
            byte[] bytes = Hdf5Reader.bytes(file, mostBytes(network.countParams()));
            read(bytes, "HDF5", network, optimizer, skipMismatch);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The file of these weights; they are read when it is written, under the network's lock.
     *
     * @param optimizer null for none
     */
    static Hdf5Writer of(Network network, OptimizerState optimizer) {
        Hdf5Writer hdf = new Hdf5Writer();
        writeWeights(hdf, network, network.weights());
        if (optimizer != null) {
            OptimizerH5.write(
                    hdf,
                    OPTIMIZER,
                    OptimizerValues.of(optimizer.rule(), optimizer, network.variables(network.trainable())));
        }
        return hdf;
    }

    private static void writeWeights(Hdf5Writer hdf, Network network, float[] weights) {
        groups(network, GroupNames.NUMBERED).forEach((group, placed) -> {
            List<Slot> slots = placed.weights();
            int merged = LayerHooks.mergedWeights(placed.layer());
            for (int i = 0; i < slots.size() - merged; i++) {
                Slot slot = slots.get(i);
                if (i == 0 && merged > 0) {
                    float[] sum = LayerHooks.merged(placed.layer(), values(weights, slots));
                    hdf.put(group + "/vars", "0", sum, 0, slot.spec().shape());
                } else {
                    hdf.put(group + "/vars", Integer.toString(i), weights, slot);
                }
            }
        });
    }

    private static List<float[]> values(float[] weights, List<Slot> slots) {
        List<float[]> values = new ArrayList<>();
        slots.forEach(slot -> values.add(Arrays.copyOfRange(weights, slot.offset(), slot.end())));
        return values;
    }

    /** The paths of groups of Keras's file and the layers they belong to, those of nested models among them. */
    private static Map<String, Placed> groups(Network network, GroupNames names) {
        Map<String, Placed> groups = new LinkedHashMap<>();
        addGroups("", network.layers(), names, new HashSet<>(), groups);
        return groups;
    }

    private static void addGroups(
            String path, List<Placed> layers, GroupNames names, Set<Layer<?>> seen, Map<String, Placed> groups) {
        Map<String, Integer> used = new HashMap<>();
        String container = path + names.container();
        for (Placed placed : layers) {
            String name = Names.snakeCase(LayerHooks.className(placed.layer()));
            int number = used.merge(name, 1, Integer::sum) - 1;
            addGroups(container + "/" + names.of(container, name, number), placed, names, seen, groups);
        }
    }

    /**
     * The parts of a layer that is made of layers are in groups of the names that it has for them, within its {@link
     * LayerHooks#weightsGroup} if all are of one kind; those of a model, by class. A layer that is in several of them is in the first.
     */
    private static void addGroups(
            String group, Placed placed, GroupNames names, Set<Layer<?>> seen, Map<String, Placed> groups) {
        if (!seen.add(placed.layer())) {
            return;
        }
        if (placed.layer() instanceof GraphLayer) {
            addGroups(group + "/", placed.parts(), names, seen, groups);
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
                addGroups(path + "/" + name, part, names, seen, groups);
            });
        }
    }

    /** The most bytes that a file with so many weights can be expected to have. */
    static int mostBytes(long params) {
        return (int) Math.min(Integer.MAX_VALUE - 8, OVERHEAD + BYTES_PER_WEIGHT * params);
    }

    /**
     * Before memory is taken for weights that a config only claims.
     *
     * @param compression how many bytes may have become one: Keras does not compress them
     */
    static void checkSize(String where, byte[] bytes, long params, int compression) {
        long least = 2 * params / compression;
        if (bytes.length < least) {
            throw KerasException.expected(where, "at least " + least + " bytes of weights", bytes.length);
        }
    }

    /** @throws KerasException if layers are to be found by names, which are not in the file */
    static void checkInOrder(boolean byName) {
        if (byName) {
            throw KerasException.expected("byName", "a file .h5 or .hdf5", "a format without the layers' names");
        }
    }

    /** Sets weights and the optimizer's state; null for none. */
    static void read(byte[] bytes, String where, Network network, OptimizerState optimizer, boolean skipMismatch) {
        List<float[]> values = read(bytes, where, network, skipMismatch);
        OptimizerState read = optimizer == null
                ? null
                : network.optimizerState(optimizer.rule().copy());
        boolean isRead = read != null && readOptimizer(bytes, where, network, read, skipMismatch);
        network.lock();
        try {
            network.set(values);
            if (isRead) {
                optimizer.set(read);
            }
        } finally {
            network.unlock();
        }
    }

    /**
     * Reads all weights of a network.
     *
     * @param where what messages begin with
     * @param skipMismatch whether layers that the file has otherwise stay as they are
     * @throws KerasException naming the place in the file that is not as expected, or that the network has not
     */
    static List<float[]> read(byte[] bytes, String where, Network network, boolean skipMismatch) {
        return Hdf5Reader.read(where, bytes, hdf -> {
            Map<String, Placed> groups = groups(network, GroupNames.of(hdf));
            if (!skipMismatch) {
                Set<String> known = new HashSet<>();
                groups.keySet().forEach(group -> known.add(group + "/vars/"));
                // A compiled model in a model has an optimizer, too, which nothing reads.
                hdf.checkOnly(path -> known.contains(path)
                        || path.startsWith(METRICS)
                        || ("/" + path).contains("/" + OPTIMIZER + "/"));
            }
            float[] before = network.copy();
            List<float[]> values = new ArrayList<>();
            groups.forEach((group, placed) -> {
                try {
                    values.addAll(readLayer(hdf, group + "/vars", placed, before));
                } catch (KerasException e) {
                    if (!skipMismatch) {
                        throw e;
                    }
                    values.addAll(values(before, placed.weights()));
                }
            });
            return values;
        });
    }

    /** What a file has merged into another weight stays but for the last, which is 0: so nothing is added. */
    private static List<float[]> readLayer(Hdf5Reader hdf, String path, Placed placed, float[] before) {
        List<Slot> slots = placed.weights();
        int saved = slots.size() - LayerHooks.mergedWeights(placed.layer());
        try {
            checkCount(hdf, path, saved);
        } catch (KerasException e) {
            throw e.in("layer " + placed.layer().getName());
        }
        List<float[]> values = values(before, slots);
        for (int i = 0; i < saved; i++) {
            values.set(i, weight(hdf, path + "/" + i, placed, slots.get(i)));
        }
        if (saved < slots.size()) {
            Arrays.fill(values.get(slots.size() - 1), 0);
        }
        return values;
    }

    /** Reads a weight of a layer, which messages name. */
    static float[] weight(Hdf5Reader hdf, String path, Placed placed, Slot slot) {
        try {
            return hdf.weight(path, slot.spec());
        } catch (KerasException e) {
            throw e.in("layer " + placed.layer().getName() + "/" + slot.spec().name());
        }
    }

    /**
     * Reads the state of an optimizer for these weights.
     *
     * @param skipMismatch whether that of another optimizer, or of other weights, is no error
     * @return whether there was one
     */
    static boolean readOptimizer(
            byte[] bytes, String where, Network network, OptimizerState optimizer, boolean skipMismatch) {
        return Hdf5Reader.read(where, bytes, hdf -> {
            try {
                boolean isThere = hdf.has(OPTIMIZER);
                if (isThere) {
                    readOptimizer(hdf, network, optimizer);
                }
                return isThere;
            } catch (KerasException e) {
                if (skipMismatch) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static void readOptimizer(Hdf5Reader hdf, Network network, OptimizerState optimizer) {
        List<Variable> variables = network.variables(network.trainable());
        new AppliedOptimizer(optimizer, variables).set(OptimizerH5.read(hdf, OPTIMIZER, optimizer, variables));
    }

    /** More weights in the file than here would be those of another layer or optimizer. */
    private static void checkCount(Hdf5Reader hdf, String path, int count) {
        int found = hdf.count(path);
        if (found != count) {
            throw KerasException.expected(hdf.at(path), count + " weights", found);
        }
    }
}
