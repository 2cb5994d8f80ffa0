package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.byName;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.skipMismatch;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ".weights.h5" and legacy ".h5": those of real Keras 3 and Keras 2 (make_file_goldens.py), and our own. */
class H5FilesTest {
    private static final Path FILES = Path.of("src/test/resources/golden/files");
    private static final JsonNode GOLDEN = golden();

    @TempDir
    Path folder;

    private static JsonNode golden() {
        try {
            return JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(FILES.resolve("files.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] numbers(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    private static INDArray x() {
        return NdArrays.of(numbers(GOLDEN.get("x")), 9, 4, 3);
    }

    /** The first positions. */
    private static INDArray x1() {
        float[] all = numbers(GOLDEN.get("x"));
        float[] first = new float[27];
        for (int i = 0; i < 9; i++) {
            System.arraycopy(all, 12 * i, first, 3 * i, 3);
        }
        return NdArrays.of(first, 9, 3);
    }

    private static INDArray oneHot() {
        float[] labels = new float[18];
        for (int i = 0; i < 9; i++) {
            labels[2 * i + i % 2] = 1;
        }
        return NdArrays.of(labels, 9, 2);
    }

    private static void assertPredicts(Model model, INDArray x, String golden) {
        float[] expected = numbers(GOLDEN.get(golden));
        float[] found = NdArrays.floats(model.predict(x));
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i]))
                    .as(golden + " " + i)
                    .isLessThanOrEqualTo(1e-5f * Math.max(0.01f, Math.abs(expected[i])));
        }
    }

    private static void assertGoesOn(Model model) {
        History history = model.fit(x(), oneHot(), batchSize(4), epochs(2), shuffle(false), verbose(0));
        JsonNode expected = GOLDEN.get("history");
        assertThat(history.history()).hasSize(expected.size());
        history.history().forEach((name, values) -> {
            for (int i = 0; i < 2; i++) {
                Goldens.assertClose(values.get(i), expected.get(name).get(i).asDouble());
            }
        });
    }

    private static Model model(String name) {
        return Keras4j.modelFromJson(GOLDEN.get(name + "_json").toString());
    }

    /** Keras's weights, and its optimizer's state. */
    @Test
    void weightsOfKeras() {
        Model model = model("sequential");
        model.build(4, 3);
        model.loadWeights(FILES.resolve("sequential.weights.h5").toString());
        assertPredicts(model, x(), "sequential");
        assertGoesOn(model);
        Model functional = model("functional");
        functional.loadWeights(FILES.resolve("functional.weights.h5"));
        assertPredicts(functional, x1(), "functional");
    }

    /** Frozen layers' weights, in a model in a model, are behind those that are trained. */
    @Test
    void legacyModelsOfKeras3() {
        Model sequential = Keras4j.loadModel(FILES.resolve("sequential.h5"));
        assertPredicts(sequential, x(), "sequential");
        assertGoesOn(sequential);
        Model functional = Keras4j.loadModel(FILES.resolve("functional.h5"));
        assertPredicts(functional, x1(), "functional");
        assertThat(functional.isCompiled()).isTrue();
        Model weights = model("functional");
        weights.loadWeights(FILES.resolve("functional.h5"));
        assertPredicts(weights, x1(), "functional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras2", "keras2_legacy_adam", "keras2_functional"})
    void modelsOfKeras2(String name) {
        Model model = Keras4j.loadModel(FILES.resolve(name + ".h5"));
        assertPredicts(model, x1(), name);
        assertThat(model.isCompiled()).isTrue();
        assertThat(Keras4j.loadModel(FILES.resolve(name + ".h5"), false).isCompiled())
                .isFalse();
        if (!name.equals("keras2_functional")) {
            float[] labels = {0, 1, 0, 1, 0, 1, 0, 1, 0};
            Logs logs = model.evaluate(x1(), NdArrays.of(labels, 9, 1), verbose(0));
            assertThat(logs.names()).containsExactly("accuracy", "area", "loss");
        }
    }

    @Test
    void weightsAloneOfKeras2() {
        Model model = Keras4j.loadModel(FILES.resolve("keras2_functional.h5"));
        List<INDArray> weights = model.getWeights();
        for (LoadWeightsArg option : List.of(byName(true), byName(false))) {
            model.setWeights(weights.stream().map(weight -> weight.mul(0)).toList());
            model.loadWeights(FILES.resolve("keras2_weights.h5"), option);
            assertThat(model.getWeights()).isEqualTo(weights);
        }
        assertThatThrownBy(() -> Keras4j.loadModel(FILES.resolve("keras2_weights.h5")))
                .hasMessageEndingWith("model_config: expected one, received none: is it a file of weights alone?");
    }

    /** As float32, whatever the file has. */
    @ParameterizedTest
    @ValueSource(strings = {"float16", "bfloat16", "float64"})
    void weightsOfOtherFloats(String dtype) {
        Sequential model = new Sequential(new Input(3), new Dense(4));
        model.loadWeights(FILES.resolve(dtype + ".weights.h5"));
        for (Model read : List.of(model, Keras4j.loadModel(FILES.resolve(dtype + ".keras")))) {
            for (int i = 0; i < 2; i++) {
                JsonNode expected = GOLDEN.get(dtype).get(i);
                float[] found = NdArrays.floats(read.getWeights().get(i));
                for (int k = 0; k < found.length; k++) {
                    assertThat(found[k]).isEqualTo((float) expected.get(k).asDouble());
                }
            }
        }
    }

    private static Sequential trained() {
        Sequential model = new Sequential(
                new Input(3),
                new Dense(3).activation("tanh"),
                new Dense(2).trainable(false),
                new Dense(1).name("last"));
        model.compile(optimizer(new Adam().amsgrad(true)), loss("mse"), metrics("mae", "mse"));
        model.fit(x1(), NdArrays.of(new float[9], 9, 1), verbose(0));
        return model;
    }

    private static History fit(Model model) {
        return model.fit(x1(), NdArrays.of(new float[9], 9, 1), epochs(2), shuffle(false), verbose(0));
    }

    /** Weights and optimizer; the optimizer of a legacy file begins anew. */
    @Test
    void ourOwnFiles() {
        Sequential model = trained();
        Path weights = folder.resolve("m.weights.h5");
        Path legacy = folder.resolve("m.hdf5");
        model.saveWeights(weights.toString());
        model.save(legacy);
        Sequential other = trained();
        other.loadWeights(weights);
        assertThat(other.getWeights()).isEqualTo(model.getWeights());
        Model read = Keras4j.loadModel(legacy);
        assertThat(read.getWeights()).isEqualTo(model.getWeights());
        assertThat(read.getLayer(1).isTrainable()).isFalse();
        assertThat(read.evaluate(x1(), NdArrays.of(new float[9], 9, 1), verbose(0))
                        .toString())
                .isEqualTo(model.evaluate(x1(), NdArrays.of(new float[9], 9, 1), verbose(0))
                        .toString());
        assertThat(fit(other).history()).isEqualTo(fit(model).history());
        assertThat(fit(read).history()).isNotEqualTo(fit(trained()).history());

        Model everything = FunctionalSavingTest.everything();
        everything.save(folder.resolve("everything.h5"));
        Model again = Keras4j.loadModel(folder.resolve("everything.h5"));
        assertThat(again.toJson()).isEqualTo(everything.toJson());
        assertThat(again.getWeights()).isEqualTo(everything.getWeights());
    }

    /** What loadWeights does with a file of another model. */
    @Test
    void weightsOfAnotherModel() {
        Sequential model = trained();
        Sequential other =
                new Sequential(new Input(3), new Dense(3).name("first"), new Dense(4), new Dense(1).name("last"));
        List<INDArray> before = other.getWeights();
        for (String name : List.of("m.weights.h5", "m.h5", "m.keras")) {
            Path file = folder.resolve(name);
            if (name.endsWith(".weights.h5")) {
                model.saveWeights(file);
            } else {
                model.save(file);
            }
            assertThatThrownBy(() -> other.loadWeights(file))
                    .isInstanceOf(KerasException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining("float32 numbers of shape (3, 4)");
            assertThat(other.getWeights()).isEqualTo(before);
            other.loadWeights(file, skipMismatch(true));
            assertThat(other.getWeights().subList(0, 2))
                    .isEqualTo(model.getWeights().subList(0, 2));
            assertThat(other.getWeights().subList(2, 4)).isEqualTo(before.subList(2, 4));
            other.setWeights(before);
            if (!name.equals("m.h5")) {
                assertThatThrownBy(() -> other.loadWeights(file, byName(true)))
                        .hasMessageContaining("byName: expected a file .h5 or .hdf5");
            }
        }
        Sequential same = new Sequential(new Input(1), new Dense(2).name("no"), new Dense(1).name("last"));
        same.loadWeights(folder.resolve("m.h5"), byName(true));
        assertThat(same.getWeights().subList(2, 4)).isEqualTo(model.getWeights().subList(4, 6));
        assertThatThrownBy(() -> same.loadWeights(folder.resolve("m.h5")))
                .hasMessageContaining("layer_names: expected 2 layers with weights, received 3");
        assertThatThrownBy(() -> same.loadWeights(folder.resolve("m.weights.h5")))
                .hasMessageContaining(
                        "expected weights of the model's layers only, received others at layers/dense_2/vars/");
    }

    /** The optimizer of the file may be another one than the model's. */
    @Test
    void weightsOfAnotherOptimizer() {
        Path file = folder.resolve("m.weights.h5");
        Sequential model = trained();
        model.saveWeights(file);
        Sequential other = trained();
        List<INDArray> before = other.getWeights();
        other.compile(optimizer("sgd"), loss("mse"));
        assertThatThrownBy(() -> other.loadWeights(file)).hasMessageContaining("optimizer/vars: expected 2 weights");
        assertThat(other.getWeights()).isEqualTo(before);
        other.loadWeights(file, skipMismatch(true));
        assertThat(other.getWeights()).isEqualTo(model.getWeights());
    }

    /** A configuration of more bytes than an attribute has, more names than one has room for, and long ones. */
    @Test
    void largeAttributes() {
        Sequential block = new Sequential(new Input(1)).name("b".repeat(300));
        for (int i = 0; i < 2_100; i++) {
            block.add(new Dense(1).name("n\u00e9".repeat(i == 7 ? 20_000 : 1) + i));
        }
        Symbol x = Args.input(1);
        Model model = new Model(x, block.apply(x));
        model.save(folder.resolve("large.h5"));
        assertThat(Keras4j.loadModel(folder.resolve("large.h5")).getWeights()).isEqualTo(model.getWeights());

        Sequential named = new Sequential(new Input(1), new Dense(1).name("n".repeat(70_000)));
        assertThatThrownBy(() -> named.save(folder.resolve("named.h5")))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("names of at most 65000 bytes");
    }

    /** HDF5's own library finds nothing under such names. */
    @Test
    void namesThatHdf5DoesNotHave() {
        for (String name : List.of(".", "\0", "a\0b")) {
            Sequential model = new Sequential(new Input(1), new Dense(1).name(name));
            assertThatThrownBy(() -> model.save(folder.resolve("named.h5")))
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining("names without character 0, and not \".\"");
            assertThat(folder).isEmptyDirectory();
            model.save(folder.resolve("named.keras"));
            assertThat(Keras4j.loadModel(folder.resolve("named.keras"))
                            .getLayers()
                            .get(0)
                            .getName())
                    .isEqualTo(name);
            assertThat(folder.resolve("named.keras").toFile().delete()).isTrue();
        }
    }

    @Test
    void extensions() {
        Sequential model = trained();
        assertThatThrownBy(() -> model.saveWeights(folder.resolve("m.h5")))
                .hasMessageStartingWith("model file: expected a name that ends with .weights.h5");
        assertThatThrownBy(() -> model.save(folder.resolve("m.weights.h5")))
                .hasMessageStartingWith("model file: expected a name that ends with .keras, .h5, .hdf5, .json");
        assertThatThrownBy(() -> Keras4j.loadModel(folder.resolve("m.weights.h5")))
                .hasMessageStartingWith("model file: expected a name that ends with .keras, .h5, .hdf5, .json");
        for (String name : List.of("none.h5", "none.keras", "none.weights.h5")) {
            assertThatThrownBy(() -> model.loadWeights(folder.resolve(name)))
                    .isInstanceOf(KerasException.class)
                    .hasMessageStartingWith(folder.resolve(name).toString())
                    .hasMessageEndingWith("no such file");
        }
    }
}
