package keras4j;

import static keras4j.Args.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.activations.Activations;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.initializers.RandomUniform;
import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What is exported, ONNX Runtime computes as it is computed here. */
class OnnxTest {
    @TempDir
    Path folder;

    static List<String> goldens() {
        return Stream.concat(Goldens.names("trajectory-").stream(), Goldens.names("several-").stream())
                .toList();
    }

    private Path exported(Model model) {
        Path file = folder.resolve("model.onnx");
        model.export(file);
        return file;
    }

    /** For one sample and for many. */
    @ParameterizedTest
    @MethodSource("goldens")
    void onnxRuntimePredictsTheSame(String name) throws OrtException {
        Map<String, Object> golden = Goldens.read(name);
        assertSamePredictions(Goldens.model(golden), SeveralTest.inputs(golden));
    }

    private void assertSamePredictions(Model model, List<INDArray> x) throws OrtException {
        try (Ort ort = new Ort(exported(model))) {
            assertClose(ort.run(x), model.predict(x));
            List<INDArray> one = x.stream()
                    .map(array -> array.get(NDArrayIndex.interval(0, 1)).dup('c'))
                    .toList();
            assertClose(ort.run(one), model.predict(one));
        }
    }

    /**
     * Within 1e-5, relative to each number, or to a tenth of the largest where it is smaller: both sides round the terms of sums
     * that nearly cancel, and ONNX Runtime's sigmoid is exact to 6e-8, not to float32's last digits of small numbers.
     */
    static void assertClose(List<float[]> found, List<INDArray> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.size(); k++) {
            float[] numbers = NdArrays.floats(expected.get(k));
            assertThat(found.get(k)).hasSameSizeAs(numbers);
            float largest = 0;
            for (float number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
            for (int i = 0; i < numbers.length; i++) {
                assertThat((double) Math.abs(found.get(k)[i] - numbers[i]))
                        .as("output %d, number %d: here %s, there %s", k, i, numbers[i], found.get(k)[i])
                        .isLessThanOrEqualTo(1e-5 * Math.max(largest / 10, Math.abs(numbers[i])));
            }
        }
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) Math.sin(i);
        }
        return numbers;
    }

    @Test
    void namesAreThoseOfTheLayers() throws Exception {
        Symbol a = input("a", 4, 3);
        Symbol b = input("b", 6);
        Symbol seen = input(3);
        Model encoder =
                new Model(seen, new Dense(2).activation("tanh").name("inner").apply(seen)).name("encoder");
        Dense shared = new Dense(2).name("shared");
        Symbol code = encoder.apply(new Dense(3).apply(b));
        Symbol dropped = new Dropout(0.5).apply(code);
        Model model = new Model(
                List.of(a, b),
                List.of(
                        new Add().apply(shared.apply(shared.apply(code)), dropped),
                        dropped,
                        code,
                        new Flatten().apply(a),
                        b,
                        b));
        try (Ort ort = new Ort(exported(model))) {
            assertThat(ort.inputs()).containsExactly("a[-1, 4, 3]", "b[-1, 6]");
            assertThat(ort.outputs())
                    .containsExactly(
                            "add[-1, 2]",
                            "dropout[-1, 2]",
                            "encoder[-1, 2]",
                            "flatten[-1, 12]",
                            "b:1[-1, 6]",
                            "b:2[-1, 6]");
            List<INDArray> x = List.of(NdArrays.of(numbers(24), 2, 4, 3), NdArrays.of(numbers(12), 2, 6));
            assertClose(ort.run(x), model.predict(x));
        }
        String text = Files.readString(folder.resolve("model.onnx"), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("keras4j", "functional", "encoder/inner/kernel", "shared/kernel", "dense/bias", "batch");
        assertThat(text.split("shared/kernel", -1)).hasSize(1 + 1 + 2); // once as a weight, twice as an input
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Sequential model = new Sequential(new Input(3), new Dense(2).activation("softmax"));
        byte[] first = Files.readAllBytes(exported(model));
        assertThat(Files.readAllBytes(exported(model))).isEqualTo(first);
        assertThat(first).hasSizeLessThan(600);
    }

    /** A layer of a user's, of an op that has no ONNX form. */
    private static final class Mine extends Layer<Mine> {
        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            return Ops.erfinv(x);
        }
    }

    /** Not those that change the width or have no slope, nor those of which an LSTM makes numbers without bounds or rounding alone. */
    static List<String> activations() {
        return Activations.REGISTRY.names().stream()
                .filter(name ->
                        !List.of("glu", "step", "exponential", "tanh_shrink").contains(name))
                .toList();
    }

    /** By ONNX's operator where that has the function, else step by step; masks have holes, and some sequences are empty. */
    @ParameterizedTest
    @MethodSource("activations")
    void anLstmOfEachActivation(String name) throws OrtException {
        Keras4j.setRandomSeed(5);
        float[] ids = {1, 0, 2, 3, 0, 0, 0, 0, 2, 1, 3, 2, 0, 0, 0, 1};
        for (boolean masked : new boolean[] {false, true}) {
            for (LSTM lstm : List.of(
                    new LSTM(3).activation(name),
                    new LSTM(3).recurrentActivation(name).returnSequences(true).goBackwards(true),
                    new LSTM(3).activation("softsign").recurrentActivation(name).zeroOutputForMask(true),
                    new LSTM(3)
                            .activation(name)
                            .recurrentActivation("hard_sigmoid")
                            .useBias(false)
                            .zeroOutputForMask(true)
                            .returnSequences(true))) {
                Sequential model = new Sequential(
                        new Input(4),
                        new Embedding(4, 3)
                                .maskZero(masked)
                                .embeddingsInitializer(
                                        new RandomUniform().minval(-1).maxval(1)),
                        lstm);
                assertSamePredictions(model, List.of(NdArrays.of(ids, 4, 4)));
            }
        }
    }

    /** One layer, with a mask and without: its weights have both forms. */
    @Test
    void anLstmThatReadsAMaskOnceOnly() throws OrtException {
        Symbol words = input(4);
        LSTM shared = new LSTM(3);
        Symbol masked = shared.apply(new Embedding(4, 2).maskZero(true).apply(words));
        Symbol plain = shared.apply(new Embedding(4, 2).apply(words));
        float[] ids = {1, 0, 2, 0, 0, 0, 3, 1};
        assertSamePredictions(new Model(words, new Add().apply(masked, plain)), List.of(NdArrays.of(ids, 2, 4)));
    }

    @Test
    void whatCannotBeExportedIsSaidBeforeAnythingIsWritten() throws IOException {
        Path file = folder.resolve("model.onnx");
        assertThatThrownBy(() -> new Sequential(new Input(3), new Mine(), new Dense(1)).export(file))
                .isInstanceOf(KerasException.class)
                .hasMessage("layer mine: ONNX: expected a function that has an ONNX form, received ERFINV");
        assertThatThrownBy(() -> new Sequential(new Input(3)).export(file)).hasMessageContaining("a model with layers");
        Sequential model = new Sequential(new Input(3), new Activation("relu"));
        assertThatThrownBy(() -> model.export(folder.resolve("model.pt")))
                .hasMessageStartingWith("model file: expected a name that ends with .onnx, received ");
        assertThatThrownBy(() -> model.export((String) null)).hasMessage("export: expected a path, received null");
        assertThat(file).doesNotExist();
        Files.writeString(file, "old");
        model.export(file);
        assertThat(Files.size(file)).isGreaterThan(50);
        assertThat(Files.list(folder)).containsExactly(file);
    }
}
