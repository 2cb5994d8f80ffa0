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
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OptimizerValues;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.graph.Slot;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * Weights in Keras's HDF5 layout, in a file of its own, ".weights.h5", or in one of {@link KerasFile}: layers/dense_1/vars/0,
 * where the group's name is the layer's class in snake case, numbered by class in the order of the layers, whatever the
 * layers' own names are (a model in a model is a group with layers of its own), see {@link WeightGroups}; and the state of the optimizer
 * in optimizer/vars/0.., and of those in fields of a subclass in groups of their names, see {@link OptimizerH5}.
 */
public final class WeightsH5 implements FileFormat.WeightsWriter, FileFormat.WeightsReader {
    /** What a file may hold beside the weights: structure, and optimizer state of up to some values a weight. */
    private static final long OVERHEAD = 16 << 20;

    private static final long BYTES_PER_WEIGHT = 64;

    private static final String OPTIMIZER = "/" + SavedModel.OPTIMIZER + "/";
    /** What metrics of a compiled model counted, which Keras 2 writes, too. */
    private static final String METRICS = "metrics/";

    WeightsH5() {}

    @Override
    public void writeWeights(Path file, SavedModel model) {
        Network network = model.network();
        AtomicFile.write(file, out -> {
            network.lock();
            try {
                of(model, WeightGroups.of(network, model.paths())).writeTo(out);
            } finally {
                network.unlock();
            }
        });
    }

    @Override
    public void readWeights(Path file, SavedModel model, boolean skipMismatch, boolean byName) {
        try {
            checkInOrder(byName);
            byte[] bytes = Hdf5Reader.bytes(file, mostBytes(model.network().countParams()));
            read(bytes, "HDF5", model, skipMismatch);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /** The file of a model's weights and optimizers; they are read when it is written, under the network's lock. */
    static Hdf5Writer of(SavedModel model, Map<String, Placed> groups) {
        Hdf5Writer hdf = new Hdf5Writer();
        groups.forEach((group, placed) -> {
            // They tell such a file from one of a subclass.
            if (model.kind() == ModelKind.FUNCTIONAL && placed.layer() instanceof Input) {
                hdf.group(group + "/vars");
            }
        });
        writeWeights(hdf, groups, model.network().weights());
        model.optimizers().forEach((path, optimizer) -> OptimizerH5.write(hdf, path, optimizer.values()));
        return hdf;
    }

    private static void writeWeights(Hdf5Writer hdf, Map<String, Placed> groups, float[] weights) {
        groups.forEach((group, placed) -> {
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

    /** Sets weights and optimizers, all or nothing. */
    static void read(byte[] bytes, String where, SavedModel model, boolean skipMismatch) {
        Network network = model.network();
        List<float[]> values = read(bytes, where, network, model.paths(), skipMismatch);
        network.lock();
        try {
            Map<AppliedOptimizer, OptimizerValues> optimizers =
                    readOptimizers(bytes, where, network, model.optimizers(), skipMismatch);
            network.set(values);
            optimizers.forEach(AppliedOptimizer::set);
        } finally {
            network.unlock();
        }
    }

    /**
     * Reads all weights of a network.
     *
     * @param where what messages begin with
     * @param paths of the layers in the fields of a subclass
     * @param skipMismatch whether layers that the file has otherwise stay as they are
     * @throws KerasException naming the place in the file that is not as expected, or that the network has not
     */
    static List<float[]> read(
            byte[] bytes, String where, Network network, Map<String, Layer<?>> paths, boolean skipMismatch) {
        return Hdf5Reader.read(where, bytes, hdf -> {
            Map<String, Placed> groups = WeightGroups.in(hdf, network, paths);
            if (!skipMismatch) {
                Set<String> known = new HashSet<>();
                groups.keySet().forEach(group -> known.add(group + "/vars/"));
                // Optimizers may be those of a compiled model in a model, or of fields, which a model need not have.
                hdf.checkOnly(path -> known.contains(path)
                        || path.startsWith(METRICS)
                        || ("/" + path).contains(OPTIMIZER)
                        || OptimizerH5.is(hdf, path));
            }
            float[] before = network.copy();
            Map<Slot, float[]> values = new HashMap<>();
            groups.forEach((group, placed) -> {
                List<float[]> read;
                try {
                    read = readLayer(hdf, group + "/vars", placed, before);
                } catch (KerasException e) {
                    if (!skipMismatch) {
                        throw e;
                    }
                    read = values(before, placed.weights());
                }
                for (int i = 0; i < read.size(); i++) {
                    values.put(placed.weights().get(i), read.get(i));
                }
            });
            return network.slots().stream().map(values::get).toList();
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
     * Reads the states of optimizers, of those that the file has.
     *
     * @param optimizers by their groups
     * @param skipMismatch whether that of another optimizer, or of other weights, is no error
     */
    static Map<AppliedOptimizer, OptimizerValues> readOptimizers(
            byte[] bytes,
            String where,
            Network network,
            Map<String, AppliedOptimizer> optimizers,
            boolean skipMismatch) {
        return Hdf5Reader.read(where, bytes, hdf -> {
            Map<AppliedOptimizer, OptimizerValues> read = new LinkedHashMap<>();
            optimizers.forEach((path, optimizer) -> {
                String group = WeightGroups.place(hdf, "", path);
                try {
                    if (group != null) {
                        read.put(optimizer, OptimizerH5.read(hdf, group, optimizer, network));
                    }
                } catch (KerasException e) {
                    if (!skipMismatch) {
                        throw e;
                    }
                }
            });
            return read;
        });
    }

    /** More weights in the file than here would be those of another layer or optimizer. */
    private static void checkCount(Hdf5Reader hdf, String path, int count) {
        int found = hdf.count(path);
        if (found != count) {
            throw KerasException.expected(hdf.at(path), count + " weights", found);
        }
    }
}
