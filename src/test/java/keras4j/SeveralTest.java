package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.lossWeights;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.BatchStream;
import keras4j.data.DataLoader;
import keras4j.data.Dataset;
import keras4j.layers.Add;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models of several inputs or outputs follow Keras, and data that do not fit them are refused. */
class SeveralTest {
    private static final INDArray A = NdArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    private static final INDArray B = NdArrays.of(new float[] {1, 0, 1}, 3, 1);

    @TempDir
    Path folder;

    static List<String> goldens() {
        return Goldens.names("several-");
    }

    /** The inputs of a golden of one or of several. */
    static List<INDArray> inputs(Map<String, Object> golden) {
        return golden.containsKey("x_shape") ? List.of(Goldens.data(golden).x()) : arrays(golden.get("x"));
    }

    private static List<INDArray> arrays(Object found) {
        List<INDArray> arrays = new ArrayList<>();
        for (Object item : (List<?>) found) {
            Map<String, Object> array = Config.map("array", item);
            long[] shape = ((List<?>) array.get("shape"))
                    .stream().mapToLong(length -> (Integer) length).toArray();
            arrays.add(NdArrays.of(Goldens.floats(array.get("values")), shape));
        }
        return arrays;
    }

    private static void assertClose(List<INDArray> found, Object golden, double tolerance) {
        List<INDArray> expected = arrays(golden);
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.size(); k++) {
            assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
            TrajectoryTest.assertClose(NdArrays.floats(found.get(k)), NdArrays.floats(expected.get(k)), tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKeras(String name) {
        follows(Goldens.read(name));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKerasInDl4j(String name) {
        Keras4j.setEngine("dl4j");
        try {
            follows(Goldens.read(name));
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    static void follows(Map<String, Object> golden) {
        List<INDArray> x = arrays(golden.get("x"));
        Dataset data = Dataset.of(x, arrays(golden.get("y")));
        if (golden.containsKey("sample_weight")) {
            float[] weights = Goldens.floats(golden.get("sample_weight"));
            data = data.sampleWeight(NdArrays.of(weights, data.size(), weights.length / data.size()));
        }
        Model model = Goldens.compiled(golden);
        assertClose(model.predict(x), golden.get("initial_predictions"), 1e-5);
        Logs before = model.evaluate(data, verbose(0));
        Map<String, Object> evaluation = Config.map("evaluation", golden.get("initial_evaluation"));
        assertThat(new TreeSet<>(before.names())).isEqualTo(new TreeSet<>(evaluation.keySet()));
        evaluation.forEach((key, value) -> Goldens.assertClose(before.get(key), value));
        History history = model.fit(
                data,
                batchSize((Integer) golden.get("batch_size")),
                epochs(4),
                validationSplit(0.2),
                shuffle(false),
                verbose(0));
        Map<String, Object> expected = Config.map("history", golden.get("history"));
        assertThat(new TreeSet<>(history.history().keySet())).isEqualTo(new TreeSet<>(expected.keySet()));
        expected.forEach((key, values) -> {
            for (int epoch = 0; epoch < 4; epoch++) {
                Goldens.assertClose(history.get(key).get(epoch), ((List<?>) values).get(epoch));
            }
        });
        assertClose(model.predict(x), golden.get("final_predictions"), 1e-4);
        List<?> weights = (List<?>) golden.get("final_weights");
        for (int i = 0; i < weights.size(); i++) {
            TrajectoryTest.assertClose(
                    NdArrays.floats(model.getWeights().get(i)), Goldens.floats(weights.get(i)), 1e-4);
        }
    }

    /** There an output has one row for each position. */
    @ParameterizedTest
    @MethodSource("goldens")
    void dl4jGraphPredictsTheSame(String name) {
        Map<String, Object> golden = Goldens.read(name);
        List<INDArray> x = arrays(golden.get("x"));
        INDArray[] found = Goldens.model(golden).toComputationGraph().output(x.toArray(INDArray[]::new));
        List<INDArray> expected = arrays(golden.get("initial_predictions"));
        for (int k = 0; k < found.length; k++) {
            found[k] = found[k].reshape(expected.get(k).shape());
        }
        assertClose(List.of(found), golden.get("initial_predictions"), 1e-5);
    }

    /** Losses, weights and metrics as lists and by name, too. */
    @ParameterizedTest
    @MethodSource("goldens")
    void whatIsSavedIsLoaded(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Model model = Goldens.compiled(golden);
        model.save(folder.resolve("model.keras"));
        Model loaded = Keras4j.loadModel(folder.resolve("model.keras"));
        assertThat(loaded.toJson()).isEqualTo(model.toJson());
        assertClose(loaded.predict(arrays(golden.get("x"))), golden.get("initial_predictions"), 1e-5);
    }

    private static Stream<String> goldensWithFiles() {
        return goldens().stream().filter(name -> Goldens.read(name).containsKey("file"));
    }

    /** A file that Keras has saved after training, and the state of its optimizer. */
    @ParameterizedTest
    @MethodSource("goldensWithFiles")
    void kerasFilesAreRead(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Model model = Keras4j.loadModel("src/test/resources/golden/" + golden.get("file"));
        assertClose(model.predict(arrays(golden.get("x"))), golden.get("final_predictions"), 1e-5);
        Path file = folder.resolve("again.keras");
        model.save(file);
        Model again = Keras4j.loadModel(file);
        assertThat(again.summaryText()).isEqualTo(model.summaryText());
        Dataset data = Dataset.of(arrays(golden.get("x")), arrays(golden.get("y")));
        for (Model trained : List.of(model, again)) {
            trained.fit(data, shuffle(false), verbose(0));
        }
        assertThat(again.getWeights()).isEqualTo(model.getWeights());
    }

    private static Model two() {
        Symbol a = input("a", 2);
        Symbol b = input("b", 1);
        Symbol h = new Dense(3).apply(new Concatenate().apply(a, b));
        Symbol p = new Dense(1).activation("sigmoid").name("p").apply(h);
        return new Model(List.of(a, b), List.of(p, new Dense(2).name("q").apply(h)));
    }

    private static void assertFails(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @Test
    void streamsAndSubclasses() {
        Model model = new Model() {
            private final Dense dense = new Dense(1);

            @Override
            protected List<Symbol> call(List<Symbol> x) {
                return List.of(dense.apply(new Concatenate().apply(x.get(0), x.get(1))), x.get(1));
            }
        };
        model.compile(optimizer("sgd"), loss("mse"), lossWeights(1, 0));
        Dataset batch = Dataset.of(List.of(A, B), List.of(B, B));
        History history = model.fit(BatchStream.of(() -> Stream.of(batch, batch).iterator()), epochs(2), verbose(0));
        assertThat(history.history()).containsOnlyKeys("loss", "dense_loss", "input_layer_1_loss");
        assertThat(history.get("input_layer_1_loss")).containsExactly(0.0, 0.0);
        assertThat(history.get("loss").get(1))
                .isCloseTo(history.get("dense_loss").get(1), within(1e-9));
        List<INDArray> all = model.predictAll(batch);
        assertThat(NdArrays.floats(all.get(1))).containsExactly(1, 0, 1);
        assertThat(model.trainOnBatch(batch).get("dense_loss")).isPositive();
    }

    @Test
    void dataThatDoNotFit() {
        Model model = two();
        model.compile(optimizer("sgd"), loss("mse"));
        assertFails(
                () -> model.fit(Dataset.of(A, B), verbose(0)),
                "fit(x): expected 2 arrays for the inputs [a, b], received 1");
        assertFails(
                () -> model.fit(Dataset.of(List.of(A, A), List.of(B, A)), verbose(0)),
                "fit(x, array 1): expected inputs of shape (None, 1), received (None, 2)");
        assertFails(
                () -> model.fit(Dataset.of(List.of(A, B), List.of(B)), verbose(0)),
                "fit(y): expected 2 labels for the outputs [p, q], received 1");
        assertFails(
                () -> Dataset.of(List.of(A, NdArrays.of(new float[2], 2, 1))),
                "x, array 1: expected as many samples as in array 0, 3, received 2 samples");
        assertFails(() -> Dataset.of(List.of()), "x: expected at least one array, received none");
        assertFails(
                () -> model.predict(Dataset.of(List.of(A, B))),
                "predict: expected a model of one output; predictAll gives those of several, received [p, q]");
        assertFails(
                () -> model.predictAll(Dataset.of(A)),
                "predict(x): expected 2 arrays for the inputs [a, b], received 1");
        assertFails(() -> Dataset.of(List.of(A, B)).x(), "data: expected one input, received 2");
        assertThat(Dataset.of(List.of(A, B), List.of(B)))
                .hasToString("Dataset(x (None, 2) and (None, 1), y (None, 1))");
        assertThat(Dataset.of(List.of(A, B)).xs()).isEqualTo(List.of(A, B));
    }

    @Test
    void namesThatDoNotFit() {
        Model model = two();
        model.compile(loss("mse"));
        Map<String, INDArray> x = Map.of("a", A, "b", B);
        assertFails(
                () -> model.fit(Map.of("a", A, "bb", B), List.of(B, A)),
                "fit(x): expected one of a, b, received \"bb\"; did you mean \"b\"?");
        assertFails(() -> model.fit(Map.of("a", A), List.of(B, A)), "fit(x): expected inputs for [a, b], received [a]");
        assertFails(() -> model.predictByName(Map.of("b", B)), "predict(x): expected inputs for [a, b], received [b]");
        assertFails(
                () -> model.evaluate(x, Map.of("p", B, "qq", A)),
                "evaluate(y): expected one of p, q, received \"qq\"; did you mean \"q\"?");
        assertFails(
                () -> model.evaluate(x, Map.of("p", B)),
                "evaluate(y): expected labels for the outputs [p, q], received [p]");
        assertFails(
                () -> model.fit(x, Arrays.asList(B, null)),
                "fit(y): expected labels for the outputs [p, q], received [0, 1]");
        model.compile(loss(Map.of("price", "mse")));
        assertFails(() -> model.fit(x, List.of(B, A)), "loss: expected one of p, q, received \"price\"");
        model.compile(loss("mse"), lossWeights(Map.of("pp", 1.0)));
        assertFails(
                () -> model.fit(x, List.of(B, A)),
                "lossWeights: expected one of p, q, received \"pp\"; did you mean \"p\"?");
        model.compile(loss("mse"), weightedMetrics(Map.of("Q", "mae")));
        assertThatThrownBy(() -> model.fit(x, List.of(B, A)))
                .hasMessageStartingWith("weightedMetrics: expected one of p, q, received \"Q\"");
    }

    @Test
    void weightsThatDoNotFit() {
        Dataset data = Dataset.of(List.of(A, B), List.of(B, A));
        float[] w = {1, 2, 3};
        assertFails(
                () -> data.sampleWeight(List.of(w)),
                "sampleWeight: expected one array, or lists and maps like those of y, [0, 1], received [0]");
        assertFails(
                () -> data.sampleWeight(Map.of("p", w, "q", w)),
                "sampleWeight: expected one array, or lists and maps like those of y, [0, 1], received {p=0, q=1}");
        assertFails(
                () -> data.sampleWeight(List.of(w, new float[2])),
                "sampleWeight, array 1: expected as many weights as there are samples in x, 3, received 2 weights");
        assertThatThrownBy(() -> data.sampleWeight(Arrays.asList(null, null)))
                .hasMessageStartingWith("sampleWeight, array 0: expected an array of numbers");
        assertThatThrownBy(() -> Dataset.of(A, Arrays.asList(null, null)))
                .hasMessageStartingWith("y, array 0: expected an array of numbers");
        assertThatThrownBy(() -> Dataset.of(Arrays.asList(A, null)))
                .hasMessageStartingWith("x, array 1: expected an array of numbers");
        Model model = two();
        model.compile(loss("mse"));
        Dataset positions = data.sampleWeight(List.of(w, new float[3][2]));
        assertThatThrownBy(() -> model.fit(positions)).hasMessageStartingWith("fit(sampleWeight): expected 1 weight a");
        assertThatThrownBy(() -> model.fit(data.sampleWeight(Arrays.asList(null, new float[] {1, Float.NaN, 1}))))
                .hasMessageStartingWith("sampleWeight, array 1, row 1");
        assertThat(Dataset.of(A, Arrays.asList(B, null)).ys()).containsExactly(B, null);
    }

    @Test
    void aValidationSplitHasItsWeightsAndNoLabelsWhereThereAreNone() {
        Model model = two();
        model.compile(optimizer("sgd"), loss(Arrays.asList("mse", null)));
        Dataset plain = Dataset.of(List.of(A, B), Arrays.asList(B, null));
        Dataset data = plain.sampleWeight(Arrays.asList(new float[] {1, 2, 3}, null));
        double ofLast = model.fit(data, validationSplit(0.3), epochs(1), verbose(0))
                .get("val_loss")
                .get(0);
        assertThat(model.evaluate(data.slice(2, 3), verbose(0)).get("loss")).isEqualTo(ofLast);
        assertThat(3 * model.evaluate(plain.slice(2, 3), verbose(0)).get("loss"))
                .isCloseTo(ofLast, within(1e-5));
    }

    /** Shuffled, sliced, loaded batch by batch and by a step that the model describes, each output keeps its weights. */
    @Test
    void weightsOfEachOutputStayWithThem() {
        float[] w = {1, 0, 2};
        Dataset data = Dataset.of(List.of(A, B), List.of(B, A)).sampleWeight(Arrays.asList(null, w));
        Model model = two();
        model.compile(optimizer("sgd"), loss("mse"), weightedMetrics(Map.of("p", "mse", "q", "mse")));
        Logs all = model.evaluate(data, verbose(0));
        double[] sums = new double[2];
        for (Dataset one : new DataLoader(data.select(2, 0, 1)).batchSize(1)) {
            Logs logs = model.evaluate(one, verbose(0));
            sums[0] += logs.get("p_loss") / 3;
            sums[1] += logs.get("q_loss") / 3;
        }
        assertThat(sums[0]).isCloseTo(all.get("p_loss"), within(1e-5));
        assertThat(sums[1]).isCloseTo(all.get("q_loss"), within(1e-5));
        Model custom = new Model(model.inputs(), model.outputs()) {
            @Override
            protected void trainStep(TrainStep step) {
                assertThat(step.sampleWeights()).hasSize(2).startsWith((Symbol) null);
                assertThatThrownBy(step::sampleWeight)
                        .hasMessageStartingWith("step.sampleWeight: expected data with one sampleWeight");
                super.trainStep(step);
            }
        };
        custom.compile(optimizer("sgd"), loss("mse"), weightedMetrics(Map.of("p", "mse", "q", "mse")));
        Logs described = custom.trainOnBatch(data);
        for (String name : List.of("loss", "p_mse", "q_mse")) {
            assertThat(described.get(name)).as(name).isCloseTo(all.get(name), within(1e-5));
        }
    }

    @Test
    void compileThatDoesNotFit() {
        Dataset data = Dataset.of(List.of(A, B), List.of(B, A));
        Model model = two();
        model.compile(loss(List.of("mse")));
        assertFails(() -> model.fit(data), "loss: expected one for each of the outputs [p, q], received 1");
        model.compile(loss(Arrays.asList(null, null)));
        assertThatThrownBy(() -> model.fit(data)).hasMessageStartingWith("computeLoss: expected a loss");
        model.compile(loss(Map.of("r", "mse")));
        assertFails(() -> model.fit(data), "loss: expected one of p, q, received \"r\"");
        model.compile(loss("mse"), lossWeights(1));
        assertFails(() -> model.fit(data), "lossWeights: expected one for each of the outputs [p, q], received 1");
        model.compile(loss(List.of(List.of("mse"), "mse")));
        assertThatThrownBy(() -> model.fit(data))
                .hasMessageStartingWith("loss: expected a loss for each of the outputs");
        model.compile(loss("mse"), metrics(Map.of("p", Map.of("p", "mae"))));
        assertFails(() -> model.fit(data), "metrics: expected metrics by the outputs' names, once, received {p=mae}");
        model.compile(loss("mse"), metrics("mae"));
        assertFails(() -> model.fit(data), "metrics: expected one for each of the outputs [p, q], received 1");
        model.compile(loss("mse"), metrics(Map.of("p", List.of("mae", "mse"))));
        assertThat(model.fit(data, verbose(0)).history())
                .containsOnlyKeys("loss", "p_loss", "q_loss", "p_mae", "p_mse");
        assertFails(() -> loss(List.of("mse", 3)), "loss: expected a name or a Loss, received 3");
        assertFails(() -> metrics(List.of(3)), "metrics: expected names and Metric objects, received 3");
    }

    /** Gradients by two inputs of which one is read twice, and by a layer that is called twice, as differences have them. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void gradientsOfAll(String engine) {
        Keras4j.setRandomSeed(1);
        Symbol a = input("a", 2);
        Symbol b = input("b", 2);
        Dense shared = new Dense(2).activation("tanh").useBias(false);
        Symbol h = shared.apply(new Add().apply(a, b));
        Model model =
                new Model(List.of(a, b), List.of(new Dense(1).apply(new Concatenate().apply(h, a)), shared.apply(h)));
        model.compile(loss("mse"), lossWeights(1, 3));
        Keras4j.setEngine(engine);
        try {
            Gradients gradients = model.gradients(Dataset.of(List.of(A, A), List.of(B, A)));
            assertThat(gradients.names()).containsExactly("dense/kernel", "dense_1/kernel", "dense_1/bias");
            assertThatThrownBy(gradients::input)
                    .hasMessage("gradients: expected a model of one input, received [a, b]");
            for (int k = 0; k < 2; k++) {
                for (int i = 0; i < 6; i++) {
                    double up = lossAt(model, k, i, 0.01f);
                    double down = lossAt(model, k, i, -0.01f);
                    assertGradient(NdArrays.floats(gradients.inputs().get(k))[i], (up - down) / 0.02);
                }
            }
            INDArray kernel = shared.getWeights().get(0);
            float[] found = NdArrays.floats(gradients.get("dense/kernel"));
            for (int i = 0; i < 4; i++) {
                double[] at = new double[2];
                for (int side = 0; side < 2; side++) {
                    float[] moved = NdArrays.floats(kernel);
                    moved[i] += side == 0 ? 0.01f : -0.01f;
                    shared.setWeights(List.of(NdArrays.of(moved, 2, 2)));
                    at[side] = lossAt(model, 0, 0, 0);
                }
                shared.setWeights(List.of(kernel));
                assertGradient(found[i], (at[0] - at[1]) / 0.02);
            }
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    private static void assertGradient(double found, double difference) {
        assertThat(found).isCloseTo(difference, within(0.02 * Math.max(0.1, Math.abs(difference))));
    }

    private static double lossAt(Model model, int input, int place, float step) {
        float[] moved = NdArrays.floats(A);
        moved[place] += step;
        INDArray other = NdArrays.of(moved, 3, 2);
        List<INDArray> x = input == 0 ? List.of(other, A) : List.of(A, other);
        return model.evaluate(Dataset.of(x, List.of(B, A)), verbose(0)).loss();
    }
}
