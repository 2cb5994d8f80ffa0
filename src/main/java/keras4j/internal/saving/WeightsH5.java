package keras4j.internal.saving;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Nested;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerHooks;

/**
 * Weights in Keras's HDF5 layout: layers/dense_1/vars/0, where the group's name is the layer's class in snake case, numbered
 * by class in the order of the layers, whatever the layers' own names are (a model in a model is a group with layers of its
 * own); and the optimizer's state in optimizer/vars/0..:
 * the steps taken, the learning rate, then what it remembers for each weight.
 */
final class WeightsH5 {
    /** What a file may hold beside the weights: structure, and optimizer state of up to some values a weight. */
    private static final long OVERHEAD = 16 << 20;

    private static final long BYTES_PER_WEIGHT = 64;

    /** The first of the optimizer's variables that belongs to a weight. */
    private static final int FIRST_REMEMBERED = 2;

    /** Up to here float64 has every whole number. */
    private static final long MOST_COUNTED = 1L << 53;

    private WeightsH5() {}

    /**
     * Writes a temporary file. jHDF's own way to write a file leaves a trailing text over the last group, so the tree is
     * written here by the same steps without that text.
     *
     * @param weights all of the network's
     * @param optimizer null for none
     */
    static Path writeTemporary(Network network, float[] weights, OptimizerState optimizer) {
        try {
            Path file = Files.createTempFile("keras4j", ".weights.h5");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                WritableGroup root = new WritableGroupImpl(null, "/");
                putLayers(root, network, weights);
                if (optimizer != null) {
                    putOptimizer(root.putGroup("optimizer").putGroup("vars"), network, optimizer);
                }
                Superblock.SuperblockV2V3 superblock = new Superblock.SuperblockV2V3();
                HdfFileChannel hdf = new HdfFileChannel(channel, superblock);
                root.write(hdf, WritableHdfFile.ROOT_GROUP_ADDRESS);
                hdf.write(superblock.toBuffer(channel.size()), 0L);
            }
            return file;
        } catch (IOException e) {
            throw new KerasException("expected a temporary folder that can be written, received " + e, e);
        }
    }

    private static void putLayers(WritableGroup root, Network network, float[] weights) {
        Map<String, WritableGroup> made = new HashMap<>();
        groups(network).forEach((path, placed) -> {
            if (!placed.weights().isEmpty()) {
                WritableGroup vars = group(root, path + "/vars", made);
                for (int i = 0; i < placed.weights().size(); i++) {
                    Network.Slot slot = placed.weights().get(i);
                    boolean counter = slot.spec().kind() == WeightSpec.Kind.COUNTER;
                    vars.putDataset(
                            Integer.toString(i),
                            counter
                                    ? (Object) (long) weights[slot.offset()]
                                    : nested(weights, slot.offset(), slot.spec().shape()));
                }
            }
        });
    }

    /** The group with this path, made with all those on the way that are not there yet. */
    private static WritableGroup group(WritableGroup root, String path, Map<String, WritableGroup> made) {
        WritableGroup group = made.get(path);
        if (group == null) {
            int slash = path.lastIndexOf('/');
            WritableGroup parent = slash < 0 ? root : group(root, path.substring(0, slash), made);
            group = parent.putGroup(path.substring(slash + 1));
            made.put(path, group);
        }
        return group;
    }

    private static void putOptimizer(WritableGroup vars, Network network, OptimizerState optimizer) {
        vars.putDataset("0", optimizer.iterations());
        vars.putDataset("1", (float) optimizer.rule().learningRate());
        int number = FIRST_REMEMBERED;
        for (OptimizerState.Variable variable : optimizer.remembered(network.trainableSpans())) {
            vars.putDataset(
                    Integer.toString(number++),
                    nested(variable.values(), variable.span().from(), shapeAt(network, variable.span())));
        }
    }

    /** The shape of the weight in that place. */
    private static Shape shapeAt(Network network, Span span) {
        return network.slots().stream()
                .filter(slot -> slot.offset() == span.from())
                .findFirst()
                .orElseThrow()
                .spec()
                .shape();
    }

    /** The paths of groups of Keras's file and the layers they belong to, those of nested models among them. */
    private static Map<String, Network.Placed> groups(Network network) {
        Map<String, Network.Placed> groups = new LinkedHashMap<>();
        addGroups("layers", network.layers(), groups);
        return groups;
    }

    private static void addGroups(String path, List<Network.Placed> layers, Map<String, Network.Placed> groups) {
        Map<String, Integer> used = new HashMap<>();
        for (Network.Placed placed : layers) {
            String name = Names.snakeCase(LayerHooks.className(placed.layer()));
            int number = used.merge(name, 1, Integer::sum) - 1;
            String group = path + "/" + (number == 0 ? name : name + "_" + number);
            if (placed.layer() instanceof Nested) {
                addGroups(group + "/layers", placed.parts(), groups);
            } else {
                addParts(group, placed, groups);
            }
        }
    }

    /** The parts of a layer that is made of layers are in groups of their own names. */
    private static void addParts(String group, Network.Placed placed, Map<String, Network.Placed> groups) {
        if (placed.parts().isEmpty()) {
            String inner = LayerHooks.weightsGroup(placed.layer());
            groups.put(inner.isEmpty() ? group : group + "/" + inner, placed);
        }
        placed.parts().forEach(part -> addParts(group + "/" + part.layer().getName(), part, groups));
    }

    /** Row-major numbers as Java's array of arrays, which is how jHDF takes a shape. */
    private static Object nested(float[] values, int from, Shape shape) {
        if (shape.rank() == 0) {
            return values[from];
        }
        Object array = Array.newInstance(float.class, shape.dims());
        fill(array, values, from);
        return array;
    }

    private static int fill(Object array, float[] values, int from) {
        if (array instanceof float[] row) {
            System.arraycopy(values, from, row, 0, row.length);
            return from + row.length;
        }
        int next = from;
        for (Object part : (Object[]) array) {
            next = fill(part, values, next);
        }
        return next;
    }

    /** The most bytes that a file with so many weights can be expected to have. */
    static int mostBytes(long params) {
        return (int) Math.min(Integer.MAX_VALUE - 8, OVERHEAD + BYTES_PER_WEIGHT * params);
    }

    /** Before memory is taken for weights that a config only claims: Keras does not compress them. */
    static void checkSize(byte[] bytes, long params) {
        if (bytes.length < 4 * params) {
            throw KerasException.expected(
                    "model.weights.h5",
                    "at least " + 4 * params + " bytes for the weights in the config",
                    bytes.length);
        }
    }

    /**
     * Reads all weights; the network changes only if all are there with the right shapes.
     *
     * @throws KerasException naming the place in the file that is not as expected
     */
    static void read(byte[] bytes, Network network) {
        List<float[]> values = new ArrayList<>();
        reading(
                bytes,
                file -> groups(network).forEach((group, placed) -> {
                    String path = group + "/vars";
                    checkCount(file, path, placed.weights().size());
                    for (int i = 0; i < placed.weights().size(); i++) {
                        WeightSpec spec = placed.weights().get(i).spec();
                        values.add(
                                spec.kind() == WeightSpec.Kind.COUNTER
                                        ? new float[] {wholeNumber(file, path + "/" + i)}
                                        : numbers(file, path + "/" + i, spec.shape()));
                    }
                }));
        network.setValues(values);
    }

    private static void reading(byte[] bytes, Consumer<HdfFile> reader) {
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            reader.accept(file);
        } catch (KerasException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // jHDF answers a damaged file with exceptions of many kinds.
            throw new KerasException("model.weights.h5: expected HDF5, received " + e, e);
        }
    }

    /**
     * Reads the state of an optimizer for these weights. What a compiled model has not been trained with yet, Keras does not
     * write.
     *
     * @throws KerasException if it is that of another optimizer, or of other weights
     */
    static void readOptimizer(byte[] bytes, Network network, OptimizerState optimizer) {
        reading(bytes, file -> {
            if (file.getChild("optimizer") != null) {
                readOptimizer(file, network, optimizer);
            }
        });
    }

    private static void readOptimizer(HdfFile file, Network network, OptimizerState optimizer) {
        String path = "optimizer/vars";
        long iterations = wholeNumber(file, path + "/0");
        List<OptimizerState.Variable> remembered = optimizer.remembered(network.trainableSpans());
        int count = find(file, path) instanceof Group vars ? vars.getChildren().size() : 0;
        if (count > FIRST_REMEMBERED || iterations > 0) {
            checkCount(file, path, FIRST_REMEMBERED + remembered.size());
            int number = FIRST_REMEMBERED;
            for (OptimizerState.Variable variable : remembered) {
                Span span = variable.span();
                float[] found = numbers(file, path + "/" + number++, shapeAt(network, span));
                System.arraycopy(found, 0, variable.values(), span.from(), span.length());
            }
        }
        optimizer.setIterations(iterations);
    }

    /** More weights in the file than here would be those of another layer or optimizer. */
    private static void checkCount(HdfFile file, String path, int count) {
        Node vars = count == 0 ? null : find(file, path);
        if (vars instanceof Group group && group.getChildren().size() != count) {
            throw KerasException.expected(
                    "model.weights.h5, " + path,
                    count + " weights",
                    group.getChildren().size());
        }
    }

    /** Walks a path step by step: links, which could lead out of the file, are not followed. */
    private static Node find(HdfFile file, String path) {
        Node node = file;
        for (String step : path.split("/")) {
            node = node instanceof Group group ? group.getChild(step) : null;
            if (node == null || node.isLink()) {
                throw KerasException.expected("model.weights.h5", "weights at " + path, "none at \"" + step + "\"");
            }
        }
        return node;
    }

    private static float[] numbers(HdfFile file, String path, Shape shape) {
        Node node = find(file, path);
        if (!(node instanceof Dataset data)
                || data.getJavaType() != float.class
                || !Shape.of(data.getDimensions()).equals(shape)) {
            throw KerasException.expected("model.weights.h5, " + path, "float32 numbers of shape " + shape, node);
        }
        if (shape.rank() == 0 && data.getData() instanceof Float value) {
            return new float[] {value};
        }
        if (!(data.getDataFlat() instanceof float[] values) || values.length != shape.size()) {
            throw KerasException.expected("model.weights.h5, " + path, "data of shape " + shape, "none");
        }
        return values;
    }

    /** A single number that counts something. */
    private static long wholeNumber(HdfFile file, String path) {
        Node node = find(file, path);
        if (node instanceof Dataset data
                && data.getDimensions().length == 0
                && data.getData() instanceof Number number
                && number.longValue() == number.doubleValue()
                && number.longValue() >= 0
                && number.longValue() <= MOST_COUNTED) {
            return number.longValue();
        }
        throw KerasException.expected("model.weights.h5, " + path, "a whole number of at least 0", node);
    }
}
