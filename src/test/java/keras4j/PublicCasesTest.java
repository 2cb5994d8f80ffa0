package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Small files of each kind that Keras 1, 2 and 3 write, with what Keras computes: a folder each in src/test/resources/cases. Right is
 * within 1e-5 of each number, or of 1 % of the largest. Evaluations are in batches of 4.
 */
class PublicCasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");

    @TempDir
    Path folder;

    private static List<String> of(String... kinds) {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.filter(name -> List.of(kinds)
                            .contains(
                                    json(name.resolve("case.json")).get("kind").asText()))
                    .map(name -> name.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> predicted() {
        return of("predict", "evaluate", "onnx");
    }

    static List<String> evaluated() {
        return of("evaluate");
    }

    static List<String> exported() {
        return of("onnx");
    }

    static List<String> refused() {
        return of("refuse");
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        return Stream.of("model.json", "model.keras", "model.h5")
                .map(CASES.resolve(name)::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static Model model(String name, boolean compile) {
        Model model = Keras4j.loadModel(file(name), compile);
        Path weights = CASES.resolve(name).resolve("weights.h5");
        if (Files.exists(weights)) {
            model.loadWeights(weights.toString());
        }
        return model;
    }

    /** The array of that name, or those that are numbered: x0, x1, .. */
    private static List<INDArray> arrays(String name, String array) {
        List<INDArray> all = new ArrayList<>();
        Path single = CASES.resolve(name).resolve(array + ".npy");
        if (Files.exists(single)) {
            return List.of(array(single));
        }
        for (int i = 0; Files.exists(CASES.resolve(name).resolve(array + i + ".npy")); i++) {
            all.add(array(CASES.resolve(name).resolve(array + i + ".npy")));
        }
        return all;
    }

    private static INDArray array(Path file) {
        Npy npy = Npy.read(file);
        return NdArrays.of(npy.values(), npy.shape().lengths());
    }

    static void assertClose(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        float largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < expected.length; i++) {
            double most = 1e-5 * Math.max(1e-2 * largest, Math.abs(expected[i]));
            if (!(Math.abs(found[i] - expected[i]) <= most)) {
                throw new AssertionError("number " + i + ": expected " + expected[i] + ", found " + found[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("predicted")
    void predictsAsKeras(String name) {
        List<INDArray> expected = arrays(name, "y");
        List<INDArray> found = model(name, false).predictAll(Dataset.of(arrays(name, "x")));
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
            assertClose(NdArrays.floats(found.get(k)), NdArrays.floats(expected.get(k)));
        }
    }

    @ParameterizedTest
    @MethodSource("evaluated")
    void evaluatesAsKeras(String name) {
        Logs found = model(name, true)
                .evaluate(
                        arrays(name, "x").get(0),
                        array(CASES.resolve(name).resolve("labels.npy")),
                        Args.batchSize(4),
                        Args.verbose(0));
        json(CASES.resolve(name).resolve("evaluate.json"))
                .properties()
                .forEach(entry -> Goldens.assertClose(
                        found.get(entry.getKey()), entry.getValue().asDouble()));
    }

    @ParameterizedTest
    @MethodSource("exported")
    void onnxRuntimeComputesTheSame(String name) throws OrtException {
        Path file = folder.resolve("model.onnx");
        model(name, false).export(file);
        try (Ort ort = new Ort(file)) {
            assertClose(
                    ort.run(arrays(name, "x")).get(0),
                    NdArrays.floats(arrays(name, "y").get(0)));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesInOneLine(String name) {
        assertThatThrownBy(() -> model(name, false))
                .isInstanceOf(KerasException.class)
                .message()
                .hasLineCount(1)
                .contains(file(name).toString());
    }
}
