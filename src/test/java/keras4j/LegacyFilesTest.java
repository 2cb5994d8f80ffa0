package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is particular to models of Keras 1 and 2, beside that they compute the same. */
class LegacyFilesTest {
    private static final String SEQUENTIAL = "{\"class_name\": \"Sequential\", \"config\": [%s]%s}";
    private static final String DENSE = layer(
            "Dense",
            "\"name\": \"first\", \"units\": 2, \"batch_input_shape\": [null, 3], \"activation\": \"hard_sigmoid\"");
    private static final String CASES = "src/test/resources/cases/";

    @TempDir
    Path folder;

    private static String layer(String className, String arguments) {
        return "{\"class_name\": \"" + className + "\", \"config\": {" + arguments + "}}";
    }

    private static String sequential(String version, String... layers) {
        return SEQUENTIAL.formatted(
                String.join(", ", layers), version == null ? "" : ", \"keras_version\": \"" + version + "\"");
    }

    /** What the first unit gives where 1 goes in, weight 1. */
    private static double ofOne(Model model) {
        model.setWeights(List.of(NdArrays.of(new float[] {1, 0, 0, 0, 0, 0}, 3, 2), NdArrays.of(new float[2], 2)));
        return model.predict(new float[] {1, 0, 0})[0];
    }

    @Test
    void hardSigmoidIsThatOfTheVersion() throws IOException {
        for (String version : new String[] {null, "1.2.2", "2.2.4-tf", "2.15.0"}) {
            Model model = Keras4j.modelFromJson(sequential(version, DENSE));
            assertThat(ofOne(model)).isCloseTo(0.7, within(1e-6));
            assertThat(ofOne(Keras4j.modelFromJson(model.toJson()))).isCloseTo(0.7, within(1e-6));
            model.export(folder.resolve("model.onnx"));
        }
        String keras3 = new Sequential(new Input(3), new Dense(2).activation("hard_sigmoid")).toJson();
        assertThat(ofOne(Keras4j.modelFromJson(keras3))).isCloseTo(4 / 6.0, within(1e-6));
    }

    @Test
    void gatesWereHardSigmoidUpToKeras22() {
        String lstm = layer("LSTM", "\"name\": \"lstm\", \"units\": 2, \"batch_input_shape\": [null, 4, 3]");
        assertThat(Keras4j.modelFromJson(sequential("2.2.4", lstm)).toJson()).contains("Rescaling");
        assertThat(Keras4j.modelFromJson(sequential("2.3.0", lstm)).toJson())
                .doesNotContain("Rescaling")
                .contains("\"recurrent_activation\":\"sigmoid\"");
    }

    @Test
    void aNameHasNoSlash() {
        Model model = Keras4j.modelFromJson(sequential("2.4.0", DENSE.replace("first", "block/first layer")));
        assertThat(model.getLayers().get(0).getName()).isEqualTo("block_first layer");
    }

    @Test
    void oneMessageSaysAllThatIsMissing() {
        String inner = layer(
                "Sequential",
                "\"name\": \"inner\", \"layers\": ["
                        + layer("Lambda", "\"name\": \"code\", \"batch_input_shape\": [null, 2]") + ", "
                        + layer("Dense", "\"name\": \"good\", \"units\": 1") + ", "
                        + layer("Dense", "\"name\": \"odd\", \"units\": 1, \"twice\": true") + "]");
        String json = sequential("2.4.0", DENSE, layer("Imagined", "\"name\": \"other\""), inner);
        assertThatThrownBy(() -> Keras4j.modelFromJson(json))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "layer other: the class Imagined is not supported; model inner: layer code: Lambda: expected a function,"
                                + " received none; layer odd: the argument \"twice\" is not supported, received true");
    }

    @Test
    void learningRateThatDecays() {
        String json = sequential("2.2.4", DENSE).replace("\"keras_version\"", """
                "compile_config": {"optimizer": {"class_name": "Custom>Adam", "config": {"lr": 0.5, "decay": 0.25, "epsilon": null}},
                "loss": "mse", "sample_weight_mode": null}, "keras_version\"""");
        Model model = Keras4j.modelFromJson(json);
        for (int i = 0; i < 2; i++) {
            assertThat(model.toJson()).contains("\"class_name\":\"InverseTimeDecay\"", "\"decay_rate\":0.25");
            assertThat(model.getOptimizer().learningRate()).isEqualTo(0.5);
            model = Keras4j.modelFromJson(model.toJson());
        }
        model.fit(new float[][] {{1, 2, 3}}, new float[][] {{0, 1}}, Args.epochs(3), Args.verbose(0));
        assertThat(model.getOptimizer().learningRate()).isEqualTo(0.5f / 1.75f);
        model.save(folder.resolve("decays.keras"));
        Model again = Keras4j.loadModel(folder.resolve("decays.keras"));
        double loss = model.trainOnBatch(new float[][] {{1, 2, 3}}, new float[][] {{0, 1}})
                .get("loss");
        assertThat(again.trainOnBatch(new float[][] {{1, 2, 3}}, new float[][] {{0, 1}})
                        .get("loss"))
                .isEqualTo(loss);
        assertThat(again.network().get())
                .usingRecursiveComparison()
                .isEqualTo(model.network().get());
        assertThatThrownBy(() -> Keras4j.modelFromJson(json.replace("0.25", "-1")))
                .hasMessageContaining("InverseTimeDecay.decayRate: expected a number of at least 0");
    }

    @Test
    void weightsThatAreOfAModelOfAnotherForm() {
        Model model = Keras4j.loadModel(CASES + "json_sequential/model.json");
        assertThatThrownBy(() -> model.loadWeights(CASES + "keras2_zip/model.keras"))
                .isInstanceOf(KerasException.class)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFileOfNoFormatIsOneOfItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("model.keras"), "nothing");
        assertThatThrownBy(() -> Keras4j.loadModel(file)).hasMessageContaining("expected a .keras file (a zip)");
        assertThatThrownBy(() -> Keras4j.loadModel(folder.resolve("none.h5"))).hasMessageContaining("no such file");
    }

    @Test
    void mergesOfKeras1() {
        String model = """
                {"class_name": "Model", "keras_version": "1.2.2", "config": {"name": "m", "layers": [%s,
                {"class_name": "Merge", "name": "both", "config": {"name": "both", "mode": "%s", "mode_type": "raw", "concat_axis": -1,
                 "dot_axes": -1, "output_shape": null, "arguments": {}}, "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}],
                "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["both", 0, 0]]}}""";
        String inputs = Stream.of("a", "b")
                .map(name -> "{\"class_name\": \"InputLayer\", \"name\": \"" + name
                        + "\", \"inbound_nodes\": [], \"config\":" + " {\"name\": \"" + name
                        + "\", \"batch_input_shape\": [null, 2], \"input_dtype\": \"float32\", \"sparse\": false}}")
                .collect(Collectors.joining(", "));
        Map<String, float[]> expected = Map.of(
                "sum",
                new float[] {4, 6},
                "mul",
                new float[] {3, 8},
                "ave",
                new float[] {2, 3},
                "max",
                new float[] {3, 4},
                "concat",
                new float[] {1, 2, 3, 4});
        INDArray a = NdArrays.of(new float[] {1, 2}, 1, 2);
        INDArray b = NdArrays.of(new float[] {3, 4}, 1, 2);
        expected.forEach((mode, values) -> assertThat(
                        NdArrays.floats(Keras4j.modelFromJson(model.formatted(inputs, mode))
                                .predict(List.of(a, b))
                                .get(0)))
                .containsExactly(values));
        assertThatThrownBy(() -> Keras4j.modelFromJson(model.formatted(inputs, "cos")))
                .hasMessage("layer both: the class Merge is not supported");
    }
}
