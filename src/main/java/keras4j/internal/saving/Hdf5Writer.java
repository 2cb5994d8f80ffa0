package keras4j.internal.saving;

import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Slot;

/**
 * An HDF5 file that is being written. jHDF's own way to write one leaves a trailing text over the last group, so the tree is
 * written here by the same steps without that text; and it cannot take an empty array, nor an attribute of more than about
 * 60 KB.
 */
final class Hdf5Writer {
    /** The most bytes of an attribute. */
    static final int MOST_ATTRIBUTE = 59_000;

    /** The most bytes of a name; jHDF writes longer ones, and they cannot be read. */
    private static final int MOST_NAME = 255;

    private final WritableGroup root = new WritableGroupImpl(null, "/");
    private final Map<String, WritableGroup> groups = new HashMap<>();

    private Hdf5Writer() {}

    /** Makes a temporary file, hands it on and deletes it. */
    static void write(Consumer<Hdf5Writer> content, Consumer<Path> then) {
        Path file = null;
        try {
            file = Files.createTempFile("keras4j", ".h5");
            Hdf5Writer writer = new Hdf5Writer();
            content.accept(writer);
            writer.writeTo(file);
        } catch (IOException | HdfException e) {
            delete(file);
            throw new KerasException("expected a temporary folder that can be written, received " + e, e);
        }
        try {
            then.accept(file);
        } finally {
            delete(file);
        }
    }

    /** Writes a file so that it is either the old one or the whole new one. */
    static void write(Path target, Consumer<Hdf5Writer> content) {
        write(content, made -> AtomicFile.write(target, out -> Files.copy(made, out)));
    }

    private static void delete(Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }

    private void writeTo(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Superblock.SuperblockV2V3 superblock = new Superblock.SuperblockV2V3();
            HdfFileChannel hdf = new HdfFileChannel(channel, superblock);
            root.write(hdf, WritableHdfFile.ROOT_GROUP_ADDRESS);
            hdf.write(superblock.toBuffer(channel.size()), 0L);
        }
    }

    /** The group with this path, made with all those on the way that are not there yet. */
    WritableGroup group(String path) {
        if (path.isEmpty()) {
            return root;
        }
        WritableGroup group = groups.get(path);
        if (group == null) {
            int slash = path.lastIndexOf('/');
            int bytes = path.substring(slash + 1).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_NAME) {
                throw KerasException.expected(
                        "HDF5", "names of at most " + MOST_NAME + " bytes; .keras has longer ones", bytes);
            }
            group = group(path.substring(0, Math.max(0, slash))).putGroup(path.substring(slash + 1));
            groups.put(path, group);
        }
        return group;
    }

    /** Writes a weight. */
    void put(String path, String name, float[] weights, Slot slot) {
        if (slot.spec().kind() == WeightSpec.Kind.COUNTER) {
            put(path, name, (long) weights[slot.offset()]);
        } else {
            put(path, name, weights, slot.offset(), slot.spec().shape());
        }
    }

    /** Writes an attribute of at most {@link #MOST_ATTRIBUTE} bytes. */
    void attribute(String path, String name, String text) {
        group(path).putAttribute(name, text);
    }

    /** Writes names, in several attributes name0, name1, .. if they are long; nothing if there are none. */
    void attribute(String path, String name, List<String> texts) {
        int longest = texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
        int most = Math.max(1, MOST_ATTRIBUTE / (longest + 1));
        if (texts.size() <= most && !texts.isEmpty()) {
            group(path).putAttribute(name, texts.toArray(String[]::new));
            return;
        }
        for (int i = 0; i * most < texts.size(); i++) {
            List<String> part = texts.subList(i * most, Math.min(texts.size(), (i + 1) * most));
            group(path).putAttribute(name + i, part.toArray(String[]::new));
        }
    }

    /** Writes row-major numbers. */
    void put(String path, String name, float[] values, int from, Shape shape) {
        group(path).putDataset(name, nested(values, from, shape));
    }

    /** Writes a whole number. */
    void put(String path, String name, long value) {
        group(path).putDataset(name, value);
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
}
