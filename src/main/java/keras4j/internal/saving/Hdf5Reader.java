package keras4j.internal.saving;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.message.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;

/**
 * A group of an HDF5 file, which is untrusted: links, which could lead out of the file or in a circle, are not followed, and
 * what is there is compared with what is expected before memory is taken for it.
 */
final class Hdf5Reader {
    /** Up to here float64 has every whole number. */
    private static final long MAX_COUNTED = 1L << 53;

    /** What Keras writes has no groups so deep. */
    private static final int MAX_DEPTH = 64;

    private final Group group;
    /** What messages begin with. */
    private final String where;

    private Hdf5Reader(Group group, String where) {
        this.group = group;
        this.where = where;
    }

    /**
     * Reads a file.
     *
     * @param where what messages begin with
     * @throws KerasException if it is damaged, too
     */
    static <T> T read(String where, byte[] bytes, Function<Hdf5Reader, T> reader) {
        try {
            return reader.apply(new Hdf5Reader(Hdf5Bytes.open(where, bytes), where));
        } catch (KerasException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // jHDF answers a damaged file with exceptions of many kinds, and takes memory for lengths that it only
            // claims.
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof KerasException)) {
                cause = cause.getCause();
            }
            if (cause instanceof KerasException refused) {
                throw refused;
            }
            byte[] readable = Bfloat16.readable(bytes);
            if (readable != bytes) {
                return read(where, readable, reader);
            }
            throw new KerasException(where + ": expected HDF5, received " + cause, e);
        }
    }

    /**
     * The bytes of a file.
     *
     * @throws KerasException if it cannot be read or has more
     */
    static byte[] bytes(Path file, long most) {
        try {
            if (Files.size(file) > most) {
                throw KerasException.expected("HDF5", "at most " + most + " bytes", Files.size(file));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new KerasException("expected an HDF5 file, received no such file", e);
        } catch (IOException e) {
            throw new KerasException("expected an HDF5 file, received " + e, e);
        }
    }

    /** What messages about a place begin with. */
    String at(String path) {
        return where + ", " + path;
    }

    boolean has(String name) {
        return group.getChild(name) != null;
    }

    /** The group with this path. */
    Hdf5Reader group(String path) {
        if (find(path) instanceof Group found) {
            return new Hdf5Reader(found, at(path));
        }
        throw KerasException.expected(where, "a group " + path, "a dataset");
    }

    /** How many there are in a group; none if it is not there. */
    int count(String path) {
        return names(path).size();
    }

    /** What is in a group, at the root for an empty path; nothing if it is not there. */
    Set<String> names(String path) {
        Group found = groupOrNull(path);
        return found == null ? Set.of() : found.getChildren().keySet();
    }

    /** Whether there is a group with this path. */
    boolean hasGroup(String path) {
        return groupOrNull(path) != null;
    }

    private Group groupOrNull(String path) {
        Node node = group;
        for (String step : path.isEmpty() ? new String[0] : path.split("/")) {
            node = node instanceof Group parent && !parent.isLink() ? parent.getChild(step) : null;
        }
        return node instanceof Group found && !found.isLink() ? found : null;
    }

    /** Walks a path step by step. */
    private Node find(String path) {
        Node node = group;
        for (String step : path.split("/")) {
            node = node instanceof Group parent ? parent.getChild(step) : null;
            if (node == null || node.isLink()) {
                throw KerasException.expected(
                        where, "weights at " + path, (node == null ? "none" : "a link") + " at \"" + step + "\"");
            }
        }
        return node;
    }

    /** The lengths of a dataset's axes. */
    long[] dims(String path) {
        if (find(path) instanceof Dataset data) {
            return data.getDimensionsAsLong();
        }
        throw KerasException.expected(at(path), "numbers", "a group");
    }

    /** Whether an array has numbers with fractions. */
    boolean isFloat(String path) {
        return find(path) instanceof Dataset data
                && List.of(float.class, Float.class, double.class, Double.class).contains(data.getJavaType());
    }

    /** A weight. */
    float[] weight(String path, WeightSpec spec) {
        return spec.kind() == WeightSpec.Kind.COUNTER ? new float[] {wholeNumber(path)} : numbers(path, spec.shape());
    }

    /** Numbers of any float type, as float32. */
    float[] numbers(String path, Shape shape) {
        Node node = find(path);
        if (!(node instanceof Dataset data) || !Arrays.equals(data.getDimensionsAsLong(), shape.lengths())) {
            throw KerasException.expected(at(path), "float32 numbers of shape " + shape, described(node));
        }
        if (data instanceof ChunkedDataset chunks) {
            return Hdf5Chunks.read(at(path), chunks, shape);
        }
        float[] values = floats(data);
        if (values == null) {
            throw KerasException.expected(at(path), "float32 numbers of shape " + shape, described(node));
        }
        if (values.length != shape.size()) {
            throw KerasException.expected(at(path), "data of shape " + shape, "none");
        }
        return values;
    }

    /** The shape of an array, and its type if it is not float32. */
    private static String described(Node node) {
        if (!(node instanceof Dataset data)) {
            return "a group";
        }
        int[] dims = data.getDimensions();
        String shape = Arrays.toString(dims).replace("[", "(").replace("]", dims.length == 1 ? ",)" : ")");
        String chunks = data.getDataLayout() == DataLayout.CHUNKED ? " in chunks" : "";
        return shape
                + (data.getJavaType() == float.class
                        ? ""
                        : " of " + data.getJavaType().getSimpleName())
                + chunks;
    }

    /** Null for what are no floats; empty where the file has no data. */
    private static float[] floats(Dataset data) {
        if (data.getJavaType() == String.class) {
            return data instanceof ContiguousDataset raw && Bfloat16.is(data) ? Bfloat16.floats(raw.getBuffer()) : null;
        }
        if (data.getJavaType() != float.class && data.getJavaType() != double.class) {
            return data.getJavaType() == Float.class || data.getJavaType() == Double.class ? scalar(data) : null;
        }
        Object flat = data.getDataFlat();
        if (flat instanceof double[] doubles) {
            float[] values = new float[doubles.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) doubles[i];
            }
            return values;
        }
        return flat instanceof float[] values ? values : flat instanceof Number ? scalar(data) : new float[0];
    }

    private static float[] scalar(Dataset data) {
        return data.getData() instanceof Number number ? new float[] {number.floatValue()} : new float[0];
    }

    /** A single number that counts something. */
    long wholeNumber(String path) {
        Node node = find(path);
        Number number = wholeNumber(node);
        if (number == null) {
            throw KerasException.expected(
                    at(path), "a whole number of at least 0", scalar(node) == null ? described(node) : scalar(node));
        }
        return number.longValue();
    }

    /** Whether there is such a number. */
    boolean isWholeNumber(String path) {
        int slash = path.lastIndexOf('/');
        return names(path.substring(0, slash)).contains(path.substring(slash + 1)) && wholeNumber(find(path)) != null;
    }

    private static Number wholeNumber(Node node) {
        Number number = scalar(node);
        return number != null
                        && number.longValue() == number.doubleValue()
                        && number.longValue() >= 0
                        && number.longValue() <= MAX_COUNTED
                ? number
                : null;
    }

    /** A number without axes; null if it is something else. */
    private static Number scalar(Node node) {
        return node instanceof Dataset data
                        && data.getDimensions().length == 0
                        && data.getDataLayout() != DataLayout.CHUNKED
                        && data.getJavaType() != String.class
                        && data.getData() instanceof Number number
                ? number
                : null;
    }

    /** An attribute that is a text; null if there is none. */
    String text(String name) {
        return new Hdf5Attributes(group, where).text(name);
    }

    /** An attribute that is a list of names, in several of name0, name1, .. where it is long; empty if there is none. */
    List<String> texts(String name) {
        return new Hdf5Attributes(group, where).texts(name);
    }

    /**
     * Checks that nothing is in the file but what is known.
     *
     * @param known whether the group with a path is
     */
    void checkOnly(Predicate<String> known) {
        checkOnly(group, "", 0, known);
    }

    private void checkOnly(Group parent, String path, int depth, Predicate<String> known) {
        if (depth > MAX_DEPTH) {
            throw KerasException.expected(where, "groups of a depth of up to " + MAX_DEPTH, "more at " + path);
        }
        for (Node node : parent) {
            if (node.isLink()) {
                throw KerasException.expected(where, "no links", "one at " + path + node.getName());
            }
            if (node instanceof Group inner) {
                checkOnly(inner, path + node.getName() + "/", depth + 1, known);
            } else if (!known.test(path)) {
                throw KerasException.expected(
                        where, "weights of the model's layers only", "others at " + path + node.getName());
            }
        }
    }
}
