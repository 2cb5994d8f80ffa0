package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.NdArrays;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files go to real Keras and come from it. Needs -Dkeras4j.python=, a Python with src/test/python/requirements.txt. */
@Tag("interop")
class InteropTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final float TOLERANCE = 1e-6f;

    @TempDir
    Path folder;

    @Test
    void kerasOpensWhatWeSave() throws Exception {
        Sequential model = new Sequential(
                new Input(4, 3),
                new Dense(5).activation("tanh").name("first"),
                new Dropout(0.3),
                new Flatten(),
                new Activation("relu"),
                new Dense(6).useBias(false).kernelInitializer("he_normal").kernelRegularizer("l1_l2"),
                new Dense(2).activation("softmax"));
        Path file = folder.resolve("ours.keras");
        model.save(file);
        assertSamePredictions(model, file, random(7, 4, 3));
    }

    @Test
    void kerasOpensTheCommittedModel() throws Exception {
        Path file = Path.of("models", "creditcard.keras");
        assertSamePredictions(Keras4j.loadModel(file), file, random(20, 11));
    }

    @Test
    void weOpenWhatKerasSaves() throws Exception {
        Path file = folder.resolve("theirs.keras");
        JsonNode result = python("{}", "create", file.toString());
        Model model = Keras4j.loadModel(file);
        assertThat(NdArrays.floats(model.predict(array(result.get("x")))))
                .containsExactly(NdArrays.floats(array(result.get("predictions"))), within(TOLERANCE));
        model.save(folder.resolve("again.keras"));
        assertSamePredictions(model, folder.resolve("again.keras"), array(result.get("x")));
    }

    private static void assertSamePredictions(Model model, Path file, INDArray x) throws Exception {
        INDArray predictions = array(python(json(x), "predict", file.toString()));
        assertThat(NdArrays.floats(model.predict(x)))
                .hasSizeGreaterThan(1)
                .containsExactly(NdArrays.floats(predictions), within(TOLERANCE));
    }

    private static INDArray random(long... shape) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (4 * random.nextDouble() - 2);
        }
        return NdArrays.of(values, shape);
    }

    private static String json(INDArray array) throws IOException {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("shape", MAPPER.valueToTree(array.shape()));
        node.set("values", MAPPER.valueToTree(NdArrays.floats(array)));
        return MAPPER.writeValueAsString(node);
    }

    private static INDArray array(JsonNode node) throws IOException {
        return NdArrays.of(
                MAPPER.treeToValue(node.get("values"), float[].class),
                MAPPER.treeToValue(node.get("shape"), long[].class));
    }

    private static JsonNode python(String input, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(System.getProperty("keras4j.python"), "src/test/python/keras_file.py");
        builder.command().addAll(List.of(arguments));
        Path errors = Files.createTempFile("python", ".txt");
        Process process = builder.redirectError(errors.toFile()).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return MAPPER.readTree(output);
    }
}
