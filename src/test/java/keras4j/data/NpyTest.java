package keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy's files, against those that NumPy wrote (src/test/python/make_npy_goldens.py). */
class NpyTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "npy");
    private static final Npy CUBE = Npy.read(GOLDENS.resolve("cube.npy"));

    @TempDir
    Path folder;

    private static Npy golden(String name) {
        return Npy.read(GOLDENS.resolve(name + ".npy"));
    }

    private Path file(String header, int bytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[10 + text.length + bytes];
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8)};
        System.arraycopy(start, 0, all, 0, 10);
        System.arraycopy(text, 0, all, 10, text.length);
        return Files.write(folder.resolve("x.npy"), all);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    static List<String> types() throws IOException {
        try (Stream<Path> files = Files.list(GOLDENS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("-as-f4.npy"))
                    .map(name -> name.replace("-as-f4.npy", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeAndByteOrder(String name) {
        assertThat(golden(name).values())
                .containsExactly(golden(name + "-as-f4").values());
        assertThat(golden(name).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void numbersAreInTheirPlaces() throws IOException {
        assertThat(types()).hasSize(20);
        assertThat(golden("i2").values()).containsExactly(0, 1, 32767, -32768, 16384, 100);
        assertThat(golden("f4").values()).startsWith(0, -1.5f, Float.MAX_VALUE, Float.MIN_VALUE);
        assertThat(golden("b1").values()).containsExactly(1, 0, 1);
        assertThat(golden("scalar").shape()).isEqualTo(Shape.of());
        assertThat(golden("vector").shape()).isEqualTo(Shape.of(5));
        for (int i = 0; i < 24; i++) {
            assertThat(CUBE.values()[i]).isEqualTo(i);
        }
        for (String same : List.of("cube-fortran", "cube-v2", "cube-v3")) {
            assertThat(golden(same).values()).as(same).containsExactly(CUBE.values());
            assertThat(golden(same).shape()).isEqualTo(Shape.of(2, 3, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cube", "vector", "scalar", "f4"})
    void writesNumPysBytes(String name) {
        Path file = folder.resolve("y.npy");
        golden(name).write(file);
        assertThat(file).hasSameBinaryContentAs(GOLDENS.resolve(name + ".npy"));
    }

    @Test
    void largeArraysComeBack() {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 7f;
        }
        Npy.of(NdArrays.of(values, values.length, 1)).write(folder.resolve("y.npy"));
        assertThat(Npy.read(folder.resolve("y.npy")).values()).containsExactly(values);
        assertThatThrownBy(() -> CUBE.write(folder.resolve("no/y.npy")))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("y.npy: expected a folder that is there");
    }

    @Test
    void filesAreDatasets() {
        Dataset data = Dataset.of(CUBE, new Npy(new float[] {5, 6}, Shape.of(2)));
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.xShape()).isEqualTo(Shape.of(3, 4));
        assertThat(data.x(1)).startsWith(12, 13);
        assertThat(data.yShape()).isEqualTo(Shape.of());
        assertThat(data.y(1)).containsExactly(6);
        assertThat(Dataset.of(CUBE).hasLabels()).isFalse();
        assertThat(Dataset.of(golden("vector")).xShape()).isEqualTo(Shape.of(1));
        assertThatThrownBy(() -> Dataset.of(CUBE, golden("scalar")))
                .hasMessage("y: expected an array (samples, ..), received a single number");
        assertThatThrownBy(() -> Dataset.of(CUBE, golden("vector")))
                .hasMessage("y: expected as many labels as there are samples in x, 2, received 5 labels");
        assertThatThrownBy(() -> new Npy(new float[3], Shape.of(2)))
                .hasMessage("Npy: expected 2 numbers for the shape (2,), received 3");
    }

    @Test
    void whatIsNoArrayOfNumbersIsRefused() throws IOException {
        assertRefused(GOLDENS.resolve("object.npy"), "descr: expected numbers: b1, i1 to i8, u1 to u8 or f2 to f8");
        assertRefused(GOLDENS.resolve("complex.npy"), "received the type \"c8\"");
        assertRefused(GOLDENS.resolve("text.npy"), "received the type \"U2\"");
        assertRefused(GOLDENS.resolve("structured.npy"), "header: expected {'descr': '<f4', ");
        assertRefused(GOLDENS.resolve("empty.npy"), "shape: expected positive lengths, received [0, 3]");
        assertRefused(folder.resolve("none.npy"), "expected a readable .npy file, received java.nio.file.NoSuchFile");
        assertRefused(folder, "expected a .npy file, received a folder");
        assertRefused(Files.write(folder.resolve("e.npy"), new byte[0]), "expected more bytes, received its end");
        assertRefused(Files.writeString(folder.resolve("t.npy"), "a,b\n1,2\n3,4\n"), "version 1.0, 2.0 or 3.0");
    }

    @Test
    void sizesAreCheckedBeforeMemoryIsTaken() throws IOException {
        byte[] cube = Files.readAllBytes(GOLDENS.resolve("cube.npy"));
        Path file = folder.resolve("x.npy");
        for (int length = 0; length < cube.length; length++) {
            assertRefused(Files.write(file, Arrays.copyOf(cube, length)), "expected");
        }
        assertRefused(
                Files.write(file, Arrays.copyOf(cube, cube.length + 1)),
                "data: expected 96 bytes for f4 of shape (2, 3, 4), received 97 bytes");
        assertRefused(
                file("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", 8),
                "expected lengths of at most 9 digits");
        assertRefused(
                file("{'descr': '<f8', 'fortran_order': False, 'shape': (200000000,), }", 8),
                "expected 1600000000 bytes");
        assertRefused(
                file("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999, 999999999), }", 8),
                "shape: expected at most 2147483647 elements");
        assertRefused(
                file("{'descr': '<f4', 'fortran_order': True, 'shape': (" + "1,".repeat(4000) + ")}", 4),
                "shape: expected at most 32 axes, received 4000");
        assertRefused(file(" ".repeat(10_001), 4), "header: expected at most 10000 bytes, received 10001");
    }

    @Test
    void headersAreOfOneForm() throws IOException {
        assertThat(Npy.read(file("{'shape':(1,),'fortran_order':False,'descr':'>f4'}", 4))
                        .values())
                .containsExactly(0);
        for (String header : List.of(
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 'f4'}",
                "{'descr': '<f4', 'fortran_order': 'False', 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} or evil()",
                "{'descr': 'f4', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '|f4', 'fortran_order': False, 'shape': (1,)}")) {
            assertRefused(file(header, 4), "expected");
        }
    }

    @Test
    void aDamagedFileIsReadOrRefused() throws IOException {
        byte[] cube = Files.readAllBytes(GOLDENS.resolve("cube-fortran.npy"));
        SplittableRandom random = new SplittableRandom(1);
        Path file = folder.resolve("x.npy");
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(cube, random.nextInt(8) == 0 ? random.nextInt(300) : cube.length);
            for (int k = random.nextInt(4); k >= 0 && damaged.length > 0; k--) {
                // Half of them in what means something.
                int place = random.nextInt(random.nextBoolean() ? damaged.length : Math.min(80, damaged.length));
                damaged[place] = (byte) random.nextInt(random.nextBoolean() ? 256 : 128);
            }
            Files.write(file, damaged);
            try {
                Npy read = Npy.read(file);
                assertThat(read.values()).hasSize(read.shape().size());
            } catch (KerasException e) {
                assertThat(e).hasMessageStartingWith(file.toString());
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 1_900);
    }
}
