package keras4j.data;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Zip;

/**
 * Named arrays in NumPy's zip, ".npz": what {@code numpy.savez} and {@code numpy.savez_compressed} write is read, and {@code
 * numpy.load} reads what is written. Files are untrusted, as with {@link Npy}.
 */
public final class Npz {
    private static final String EXTENSION = ".npy";
    private static final int MAX_ARRAYS = 10_000;
    private static final int MAX_NAME = 1_000;

    /** Deflate makes no more bytes of one. An array of zeros has as many. */
    private static final int MAX_COMPRESSION = 1032;

    private Npz() {}

    /**
     * The names of the arrays in a file, in its order; those that were given none are arr_0, arr_1 and so on.
     *
     * @throws KerasException naming the file and what is wrong with it
     */
    public static List<String> names(Path file) {
        return reading(file, Npz::names);
    }

    /**
     * All arrays in a file, in its order, by their names.
     *
     * @throws KerasException naming file and array and what is wrong with it, or if they do not fit into memory
     */
    public static Map<String, Npy> read(Path file) {
        return reading(file, zip -> read(zip, names(zip)));
    }

    /**
     * Some of the arrays in a file.
     *
     * @param names of those, in the order in which they are wanted
     * @throws KerasException as {@link #read(Path)}, or if one is not there
     */
    public static Map<String, Npy> read(Path file, Collection<String> names) {
        KerasException.notNull("Npz.read", "names", names);
        return reading(file, zip -> {
            List<String> there = names(zip);
            for (String name : names) {
                if (!there.contains(name)) {
                    throw Names.unknown("array", name, there);
                }
            }
            return read(zip, names);
        });
    }

    private static <T> T reading(Path file, Zip.Reading<T> reading) {
        try {
            return Zip.read(KerasException.notNull("Npz", "a file", file), reading);
        } catch (NoSuchFileException e) {
            throw new KerasException(file + ": expected a .npz file, received no such file", e);
        } catch (IOException | IllegalArgumentException e) { // the latter for a name that is no text
            throw new KerasException(file + ": expected a readable .npz file (a zip), received " + e, e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> names(ZipFile zip) {
        if (zip.size() > MAX_ARRAYS) {
            throw KerasException.expected("zip", "at most " + MAX_ARRAYS + " arrays", zip.size());
        }
        List<String> entries = zip.stream().map(ZipEntry::getName).toList();
        boolean distinct = new HashSet<>(entries).size() == entries.size();
        if (!distinct || !entries.stream().allMatch(entry -> entry.endsWith(EXTENSION))) {
            throw KerasException.expected("zip", "arrays with different names that end with .npy", entries);
        }
        return entries.stream()
                .map(entry -> entry.substring(0, entry.length() - EXTENSION.length()))
                .toList();
    }

    private static Map<String, Npy> read(ZipFile zip, Collection<String> names) throws IOException {
        Map<String, Npy> arrays = new LinkedHashMap<>();
        long numbers = 0;
        for (String name : names) {
            long before = numbers;
            try {
                Npy array =
                        Zip.content(zip, name + EXTENSION, MAX_COMPRESSION, (in, size) -> Npy.read(in, size, before));
                arrays.put(name, array);
                numbers += array.values().length;
            } catch (KerasException e) {
                throw e.in(name);
            }
        }
        return arrays;
    }

    /**
     * Writes arrays for {@code numpy.load}, uncompressed, in the map's order; a file that is there is replaced when the new one
     * is whole. The same arrays always give the same bytes.
     *
     * @throws KerasException if a name is empty, longer than 1,000 characters or has a slash, or the file cannot be written
     */
    public static void write(Path file, Map<String, Npy> arrays) {
        KerasException.notNull("Npz.write", "a file", file);
        KerasException.notNull("Npz.write", "arrays", arrays).forEach((name, array) -> {
            if (Names.valid("Npz.write", name).length() > MAX_NAME) {
                throw KerasException.expected("Npz.write", "names of at most " + MAX_NAME + " characters", name);
            }
            KerasException.notNull("Npz.write", "an array for each name", array);
        });
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (Map.Entry<String, Npy> array : arrays.entrySet()) {
                    zip.putNextEntry(Zip.entry(array.getKey() + EXTENSION));
                    array.getValue().writeTo(zip);
                    zip.closeEntry();
                }
            }
        });
    }
}
