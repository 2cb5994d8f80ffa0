package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files that Keras 2 wrote, and what it computes and goes on to learn (made by make_legacy_goldens.py). */
class LegacyGoldensTest {
    private static final Path ALL = Path.of("src/test/resources/golden/legacy.zip");

    private static final String HOSTILE = "hostile";

    @TempDir
    static Path folder;

    static Stream<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName().split("/")[0])
                    .filter(name -> !name.equals(HOSTILE))
                    .distinct()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> trained() throws IOException {
        return names().filter(name -> name.startsWith("trained"));
    }

    private static Path unpacked(String name) throws IOException {
        Path to = folder.resolve(name);
        if (Files.exists(to)) {
            return to;
        }
        Files.createDirectory(to);
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().startsWith(name + "/")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(entry.getName()));
                    }
                }
            }
        }
        return to;
    }

    private static Model model(Path from, boolean compile) {
        Path file = Stream.of("model.h5", "model.keras", "model.json")
                .map(from::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Model model = Keras4j.loadModel(file, compile);
        if (file.toString().endsWith(".json")) {
            model.loadWeights(from.resolve("weights.h5"));
        }
        return model;
    }

    private static List<INDArray> arrays(Path from, String name) {
        List<INDArray> all = new ArrayList<>();
        for (int i = 0; Files.exists(from.resolve(name + i + ".npy")); i++) {
            all.add(array(from.resolve(name + i + ".npy")));
        }
        return all;
    }

    private static INDArray array(Path file) {
        Npy npy = Npy.read(file);
        return NdArrays.of(npy.values(), npy.shape().lengths());
    }

    private static void assertPredicts(Model model, Path from) {
        List<INDArray> expected = arrays(from, "y");
        List<INDArray> found = model.predictAll(Dataset.of(arrays(from, "x")));
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
            float[] right = NdArrays.floats(expected.get(k));
            float[] values = NdArrays.floats(found.get(k));
            float largest = 0;
            for (float number : right) {
                largest = Math.max(largest, Math.abs(number));
            }
            for (int i = 0; i < right.length; i++) {
                if (!(Math.abs(values[i] - right[i]) <= 1e-5 * Math.max(1e-2 * largest, Math.abs(right[i])))) {
                    throw new AssertionError("number " + i + ": expected " + right[i] + ", found " + values[i]);
                }
            }
        }
    }

    private static JsonNode json(Path from) {
        try {
            return new ObjectMapper().readTree(from.resolve("case.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also after the model was saved as Keras 3's, in both forms: a hard_sigmoid of Keras 2 stays what it was. */
    @ParameterizedTest
    @MethodSource("names")
    void predictsAsKeras2(String name) throws IOException {
        Path from = unpacked(name);
        Model model = model(from, false);
        assertPredicts(model, from);
        for (String form : List.of("again.keras", "again.h5")) {
            model.save(from.resolve(form));
            assertPredicts(Keras4j.loadModel(from.resolve(form)), from);
        }
    }

    @ParameterizedTest
    @MethodSource("trained")
    void goesOnAsKeras2(String name) throws IOException {
        Path from = unpacked(name);
        INDArray x = arrays(from, "x").get(0);
        INDArray y = array(from.resolve("labels.npy"));
        Model model = model(from, true);
        Logs found = model.evaluate(x, y, Args.verbose(0));
        json(from)
                .get("evaluate")
                .properties()
                .forEach(entry -> Goldens.assertClose(
                        found.get(entry.getKey()), entry.getValue().asDouble()));
        JsonNode losses = json(from).path("loss");
        List<Double> history = model.fit(x, y, Args.batchSize(4), Args.epochs(2), Args.shuffle(false), Args.verbose(0))
                .get("loss");
        for (int i = 0; i < losses.size(); i++) {
            Goldens.assertClose(history.get(i), losses.get(i).asDouble());
        }
    }

    static Stream<String> hostile() throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return zip.stream()
                    .map(entry -> Path.of(entry.getName()))
                    .filter(path -> path.startsWith(HOSTILE))
                    .map(path -> path.getFileName().toString())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void chunksThatLieAreRefused(String name) throws IOException {
        Path file = unpacked(HOSTILE).resolve(name);
        Sequential model = new Sequential(new Input(3), new Dense(2));
        List<INDArray> before = model.getWeights();
        if (name.equals("right.h5")) {
            model.loadWeights(file);
            assertThat(model.getWeights().get(0).sumNumber().intValue()).isEqualTo(6);
            return;
        }
        assertThatThrownBy(() -> model.loadWeights(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file.toString())
                .message()
                .hasLineCount(1);
        assertThat(model.getWeights()).isEqualTo(before);
    }

    @Test
    void thereAreAllOfThem() throws IOException {
        assertThat(names()).hasSize(51);
        assertThat(hostile()).hasSize(15);
    }
}
