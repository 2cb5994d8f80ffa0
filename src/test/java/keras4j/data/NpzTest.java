package keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy's zips, against those that NumPy wrote (src/test/python/make_npy_goldens.py). */
class NpzTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "npy");
    private static final Path NAMED = GOLDENS.resolve("named.npz");
    private static final Npy CUBE = Npy.read(GOLDENS.resolve("cube.npy"));

    @TempDir
    Path folder;

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("x.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void readsWhatNumPyWrites() {
        assertThat(Npz.names(NAMED)).containsExactly("cube", "vector");
        Map<String, Npy> named = Npz.read(NAMED);
        assertThat(named.keySet()).containsExactly("cube", "vector");
        assertThat(named.get("cube").shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(named.get("cube").values()).containsExactly(CUBE.values());
        assertThat(named.get("vector").values()).containsExactly(0, 1, 2, 3, 4);
        assertThat(Npz.read(GOLDENS.resolve("unnamed.npz")).keySet()).containsExactly("arr_0", "arr_1");
        assertThat(Npz.read(NAMED, List.of("vector", "cube")).keySet()).containsExactly("vector", "cube");
        assertThat(Npz.read(NAMED, List.of("vector")).keySet()).containsExactly("vector");

        Map<String, Npy> compressed = Npz.read(GOLDENS.resolve("compressed.npz"));
        assertThat(compressed.get("cube").values()).containsExactly(CUBE.values());
        float[] zeros = compressed.get("zeros").values();
        assertThat(zeros).hasSize(50_000);
        for (int i = 0; i < zeros.length; i++) {
            assertThat(zeros[i]).isEqualTo(i == 305 ? 1 : 0);
        }
    }

    /** They come back in their order, and the same arrays are the same bytes. */
    @Test
    void whatIsWrittenComesBack() throws IOException {
        float[] many = new float[100_003];
        for (int i = 0; i < many.length; i++) {
            many[i] = i / 7f;
        }
        Map<String, Npy> arrays = new LinkedHashMap<>();
        arrays.put("z", CUBE);
        arrays.put("größe 2.npy", new Npy(many, Shape.of(many.length)));
        arrays.put("a", new Npy(new float[] {3}, Shape.of()));
        Path file = folder.resolve("y.npz");
        Npz.write(file, arrays);
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Npy> read = Npz.read(file);
        assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
        arrays.forEach((name, array) -> {
            assertThat(read.get(name).shape()).isEqualTo(array.shape());
            assertThat(Arrays.equals(read.get(name).values(), array.values())).isTrue();
        });
        Npz.write(file, read);
        assertThat(Arrays.equals(Files.readAllBytes(file), bytes)).isTrue();
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        Path file = folder.resolve("y.npz");
        for (String name : List.of("", "a/b", "x".repeat(1001))) {
            assertThatThrownBy(() -> Npz.write(file, Map.of(name, CUBE)))
                    .isInstanceOf(KerasException.class)
                    .hasMessageStartingWith("Npz.write: expected ");
        }
        assertThatThrownBy(() -> Npz.write(file, null)).hasMessage("Npz.write: expected arrays, received null");
        assertThatThrownBy(() -> Npz.write(folder.resolve("no/y.npz"), Map.of("a", CUBE)))
                .hasMessageContaining("y.npz: expected a folder that is there");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsNoZipOfArraysIsRefused() throws IOException {
        byte[] cube = Files.readAllBytes(GOLDENS.resolve("cube.npy"));
        assertRefused(folder.resolve("none.npz"), "expected a .npz file, received no such file");
        assertRefused(folder, "expected a readable .npz file");
        assertRefused(GOLDENS.resolve("cube.npy"), "expected a readable .npz file (a zip)");
        assertRefused(GOLDENS.resolve("object.npz"), "objects: descr: expected numbers");
        assertThat(Npz.read(GOLDENS.resolve("object.npz"), List.of("numbers"))).hasSize(1);
        assertRefused(zip(Map.of("notes.txt", cube)), "arrays with different names that end with .npy");
        assertRefused(zip(Map.of("a.npy", Arrays.copyOf(cube, 200))), "a: data: expected 96 bytes");
        assertRefused(zip(Map.of("a.npy", Arrays.copyOf(cube, 300))), "a: data: expected 96 bytes");
        assertThatThrownBy(() -> Npz.read(NAMED, List.of("cub"))).hasMessageContaining("did you mean \"cube\"?");

        Path damaged = folder.resolve("damaged.npz");
        byte[] bytes = Files.readAllBytes(NAMED);
        bytes[200]++; // a number of the first array, which is stored
        assertRefused(Files.write(damaged, bytes), "expected the bytes of the zip's checksum");
        bytes[200]--;
        int second = lastCentralEntry(bytes);
        System.arraycopy("cube.npy".getBytes(StandardCharsets.US_ASCII), 0, bytes, second + 46, 8);
        assertRefused(Files.write(damaged, bytes), "expected ");
    }

    private static int lastCentralEntry(byte[] zip) {
        for (int i = zip.length - 4; ; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
    }

    /** A zip that says it has gigabytes is not believed, and more than there is memory for is not read. */
    @Test
    void sizesAreCheckedBeforeMemoryIsTaken() throws IOException {
        Path file = zip(Map.of("a.npy", header(300_000_000)));
        byte[] bytes = Files.readAllBytes(file);
        int entry = lastCentralEntry(bytes);
        int size = header(300_000_000).length + 1_200_000_000;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 24, size);
        assertRefused(Files.write(file, bytes), "compression of at most 1032 to 1");

        long heap = Runtime.getRuntime().maxMemory() / Float.BYTES;
        byte[] cube = Files.readAllBytes(GOLDENS.resolve("cube.npy"));
        assertThat(Npy.read(new ByteArrayInputStream(cube), cube.length, heap - 24)
                        .shape())
                .isEqualTo(CUBE.shape());
        assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(cube), cube.length, heap - 23))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("data: expected numbers, with those before, that fit into ");
    }

    private static byte[] header(int numbers) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + numbers + ",), }";
        return ("\u0093NUMPY\1\0" + (char) text.length() + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    }
}
