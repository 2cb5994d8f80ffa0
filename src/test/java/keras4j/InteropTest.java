package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.activations.Elu;
import keras4j.activations.LeakyRelu;
import keras4j.activations.Relu;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.data.Npz;
import keras4j.examples.CustomParts;
import keras4j.layers.Activation;
import keras4j.layers.ActivityRegularization;
import keras4j.layers.AveragePooling1D;
import keras4j.layers.AveragePooling2D;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv1D;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.ELU;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.GlobalAveragePooling2D;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Lambda;
import keras4j.layers.LeakyReLU;
import keras4j.layers.Masking;
import keras4j.layers.MaxPooling1D;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.Normalization;
import keras4j.layers.PReLU;
import keras4j.layers.ReLU;
import keras4j.layers.Rescaling;
import keras4j.layers.Softmax;
import keras4j.losses.CategoricalCrossentropy;
import keras4j.losses.Huber;
import keras4j.metrics.AUC;
import keras4j.metrics.TopKCategoricalAccuracy;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertKerasOpens(model, random(7, 4, 3), "ours.keras", "ours.h5");
    }

    @Test
    void kerasOpensLayersOfImagesAndTheirRunningState() throws Exception {
        Sequential model = new Sequential(
                new Input(8, 7, 4),
                new Conv2D(6, 3, 2).groups(2).padding("same").strides(2, 1).activation("relu"),
                new BatchNormalization().momentum(0.5),
                new MaxPooling2D(2).strides(1),
                new Conv2D(4, 2).dilationRate(2),
                new AveragePooling2D(2, 1).padding("same"),
                new BatchNormalization().axis(1).scale(false),
                new GlobalAveragePooling2D().keepdims(true),
                new Flatten(),
                new Dense(2).activation("softmax"));
        model.compile(Args.optimizer(new Adam()), Args.loss(new CategoricalCrossentropy()));
        float[] labels = new float[14];
        for (int i = 0; i < 7; i++) {
            labels[2 * i + i % 2] = 1;
        }
        Dataset data = Dataset.of(random(7, 8, 7, 4), NdArrays.of(labels, 7, 2));
        model.fit(data, Args.epochs(2), Args.verbose(0));
        Path file = folder.resolve("images.keras");
        model.save(file);
        assertSamePredictions(model, file, random(7, 8, 7, 4));
        assertSameTraining(List.of(file), data);
    }

    /** Real Keras trains our files of models whose inputs and outputs stand in lists and maps as it trains its own. */
    @ParameterizedTest
    @MethodSource("keras4j.ModelGoldensTest#trainedByKeras")
    void kerasTrainsModelsInListsAndMaps(String name) throws Exception {
        String golden = new String(ModelGoldensTest.read(name + ".json"), StandardCharsets.UTF_8);
        Model model = ModelGoldensTest.model(name, folder);
        Path theirs = folder.resolve(name + ".keras");
        JsonNode expected = Python.keras(golden, "nested", theirs.toString()).get("history");
        Path ours = folder.resolve("ours.keras");
        model.save(ours);
        JsonNode found = Python.keras(golden, "nested", ours.toString()).get("history");
        assertThat(found.size()).isPositive().isEqualTo(expected.size());
        expected.fieldNames().forEachRemaining(key -> {
            for (int epoch = 0; epoch < expected.get(key).size(); epoch++) {
                double wanted = expected.get(key).get(epoch).asDouble();
                assertThat(found.get(key).get(epoch).asDouble())
                        .as(name + ", " + key)
                        .isCloseTo(wanted, within(1e-5 * Math.abs(wanted)));
            }
        });
    }

    /** Weights in groups of their own, masks, dropout's seeds. */
    @Test
    void kerasOpensLayersOverTime() throws Exception {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(
                new Input(6),
                new Embedding(9, 4).maskZero(true).embeddingsRegularizer("l2"),
                new LSTM(5)
                        .returnSequences(true)
                        .dropout(0.2)
                        .recurrentDropout(0.1)
                        .seed(3),
                new LSTM(4).useBias(false).goBackwards(true).recurrentRegularizer("l2"),
                new Dense(2).activation("softmax"));
        Path file = folder.resolve("time.keras");
        model.save(file);
        float[] words = new float[42];
        for (int i = 0; i < words.length; i++) {
            words[i] = i % 9;
        }
        assertSamePredictions(model, file, NdArrays.of(words, 7, 6));
        assertJsonGoesThereAndBack(model);
    }

    /** Windows over time, activations as layers and as objects, whole numbers, and what regularizes activities. */
    @Test
    void kerasOpensWindowsOverTimeAndActivationsOfAllForms() throws Exception {
        Sequential model = new Sequential(
                new Input(9).dtype("int32"),
                new Embedding(9, 4),
                new Rescaling(2, 3, 4, 5).offset(0.5),
                new Conv1D(4, 3).padding("causal").dilationRate(2).activation(new Relu().maxValue(1)),
                new PReLU().sharedAxes(1),
                new AveragePooling1D(2).strides(1).padding("same"),
                new Conv1D(4, 2).groups(2).activation(new LeakyRelu().negativeSlope(0.1)),
                new Activation(new Elu().alpha(0.5)),
                new ELU().alpha(0.3),
                new ReLU().negativeSlope(0.1).threshold(0.2),
                new LeakyReLU(),
                new MaxPooling1D(),
                new ActivityRegularization().l1(0.1),
                new Softmax().axis(1),
                new GlobalAveragePooling1D().keepdims(true),
                new Flatten().dataFormat("channels_first"),
                new Dense(2).activityRegularizer("l2"),
                new Softmax());
        model.compile(
                Args.loss(new CategoricalCrossentropy().reduction("sum")),
                Args.metrics("categorical_crossentropy", new TopKCategoricalAccuracy().k(1)));
        float[] words = new float[63];
        float[] labels = new float[14];
        for (int i = 0; i < words.length; i++) {
            words[i] = (i * i) % 9;
        }
        for (int i = 0; i < 7; i++) {
            labels[2 * i + i % 2] = 1;
        }
        Dataset data = Dataset.of(NdArrays.of(words, 7, 9), NdArrays.of(labels, 7, 2));
        model.fit(data, Args.epochs(1), Args.verbose(0));
        Path file = folder.resolve("windows.keras");
        model.save(file);
        assertSamePredictions(model, file, data.x());
        assertThat(Keras4j.loadModel(file).toJson()).isEqualTo(model.toJson());
        assertSameTraining(List.of(file), data);
    }

    /** Masks of a functional model, which Keras finds by itself; they make layers deeper, and so move them in its order. */
    @ParameterizedTest
    @ValueSource(strings = {"masked_inputs", "masks_deepen"})
    void kerasOpensMasks(String name) throws Exception {
        Map<String, Object> golden = Goldens.read("several-" + name);
        Model model = Goldens.model(golden);
        for (String extension : List.of(".keras", ".h5")) {
            Path file = folder.resolve(name + extension);
            model.save(file);
            assertThat(Keras4j.loadModel(file).toJson()).isEqualTo(model.toJson());
        }
        assertThat(assertJsonGoesThereAndBack(model)).contains("NotEqual");
    }

    @Test
    void kerasOpensMaskedRows() throws Exception {
        Symbol x = Args.input(4, 3);
        Symbol h = new Masking()
                .apply(new Activation("relu").apply(new Dense(3).name("before").apply(x)));
        Symbol first =
                new Dense(3).name("second").apply(new Dense(3).name("first").apply(x));
        Symbol both =
                new Concatenate().apply(new LSTM(3).apply(new BatchNormalization().apply(h)), new LSTM(3).apply(first));
        Model model = new Model(x, new Dense(2).activation("softmax").apply(both));
        assertKerasOpens(model, random(7, 4, 3), "masked.keras", "masked.h5");
    }

    /** The states of a batch, and how large that is. */
    @Test
    void kerasOpensLayersWithStates() throws Exception {
        Symbol x = Args.input("x", 4, 3);
        List<Symbol> encoded =
                new LSTM(5).returnSequences(true).returnState(true).applyAll(x);
        Symbol y = new LSTM(5).returnSequences(true).apply(encoded.get(0), encoded.get(1), encoded.get(2));
        List<Symbol> last = new LSTM(5).returnState(true).applyAll(y, encoded.get(2), encoded.get(1));
        Model model = new Model(x, new Concatenate().apply(last.get(0), new Dense(2).apply(last.get(2))));
        assertKerasOpens(model, random(7, 4, 3), "states.keras");
        assertThat(Keras4j.modelFromJson(assertJsonGoesThereAndBack(model)).summaryText())
                .isEqualTo(model.summaryText());

        Sequential stateful = new Sequential(
                new Input(4, 3).batchSize(7), new LSTM(5).stateful(true).zeroOutputForMask(true), new Dense(2));
        assertKerasOpens(stateful, random(7, 4, 3), "stateful.keras");
    }

    @Test
    void numPyOpensArraysAndWeOpenItsOwn() throws Exception {
        Map<String, Npy> arrays =
                Map.of("x", Npy.of(random(50, 7)), "größe", Npy.of(new float[3]), "cube", Npy.of(random(2, 3, 4)));
        Path ours = folder.resolve("ours.npz");
        Npz.write(ours, arrays);
        List<Path> theirs = List.of(folder.resolve("saved.npz"), folder.resolve("compressed.npz"));
        JsonNode found = Python.keras(
                "null",
                "npz",
                ours.toString(),
                theirs.get(0).toString(),
                theirs.get(1).toString());
        assertThat(found).hasSize(3);
        arrays.forEach((name, array) -> {
            JsonNode read = found.get(name);
            assertThat(MAPPER.convertValue(read.get("shape"), int[].class))
                    .isEqualTo(array.shape().dims());
            assertThat(MAPPER.convertValue(read.get("values"), float[].class)).isEqualTo(array.values());
            for (Path file : theirs) {
                assertThat(Npz.read(file).get(name).values()).isEqualTo(array.values());
                assertThat(Npz.names(file)).containsExactlyElementsOf(Npz.names(ours));
            }
        });
    }

    @Test
    void kerasOpensTheCommittedModel() throws Exception {
        Path file = Path.of("models", "creditcard.keras");
        assertSamePredictions(Keras4j.loadModel(file), file, random(20, 11));
    }

    @Test
    void kerasOpensAFunctionalModel() throws Exception {
        Model model = FunctionalSavingTest.everything();
        assertKerasOpens(model, random(7, 3), "functional.keras", "functional.hdf5");
    }

    @Test
    void kerasOpensAModelOfSeveralInputsAndOutputs() throws Exception {
        Symbol a = Args.input("a", 3);
        Symbol b = Args.input(2);
        Symbol both = new Concatenate().apply(new Dense(3).apply(b), a);
        Model model = new Model(List.of(a, b), List.of(new Dense(2).name("p").apply(both), new Dense(1).apply(a)));
        model.compile(
                Args.loss(Map.of("p", "mse", "dense_1", new Huber())),
                Args.lossWeights(Map.of("p", 2.0, "dense_1", 0.5)),
                Args.metrics(Map.of("p", List.of("mae", "mse"))));
        Path file = folder.resolve("several.keras");
        model.save(file);
        List<INDArray> x = List.of(random(5, 3), random(5, 2));
        JsonNode found = Python.keras("[" + json(x.get(0)) + "," + json(x.get(1)) + "]", "predict", file.toString());
        List<INDArray> predictions = model.predict(x);
        assertThat(found).hasSize(2);
        for (int k = 0; k < 2; k++) {
            assertThat(NdArrays.floats(predictions.get(k)))
                    .containsExactly(NdArrays.floats(array(found.get(k))), within(TOLERANCE));
        }
        assertJsonGoesThereAndBack(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"each_step", "models_in_a_sequential"})
    void kerasOpensModelsThatAreLayers(String name) throws Exception {
        Model model = Goldens.model(Goldens.read("several-" + name));
        assertKerasOpens(model, name.equals("each_step") ? random(7, 3, 2) : random(7, 11), name + ".keras");
        assertJsonGoesThereAndBack(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "beside", "two", "models", "chain"})
    void kerasOpensLayersThatAreInAModelAndInAModelWithin(String name) throws Exception {
        assertKerasOpens(SharedLayersTest.nested(name), random(7, 4), "within.keras", "within.h5");
    }

    /** With the same names of layers in the same order, and the weights where Keras looks for them. */
    @Test
    void kerasReadsAFunctionalModelAsItIsHere() throws Exception {
        Model model = FunctionalSavingTest.everything();
        assertThat(Keras4j.modelFromJson(assertJsonGoesThereAndBack(model)).summaryText())
                .isEqualTo(model.summaryText());
    }

    @ParameterizedTest
    @CsvSource({
        "create, theirs.keras",
        "functional, theirs.keras",
        "create, theirs.h5",
        "functional, theirs.h5",
        "create, theirs.weights.h5",
        "functional, theirs.weights.h5",
        "sequence, theirs.keras",
        "sequence, theirs.h5",
        "masked, theirs.keras",
        "masked, theirs.h5",
        "states, theirs.keras",
        "states, theirs.h5"
    })
    void weOpenWhatKerasSaves(String kind, String name) throws Exception {
        Path file = folder.resolve(name);
        JsonNode result = Python.keras("null", kind, file.toString());
        Model model = Keras4j.modelFromJson(result.get("json").asText());
        if (name.endsWith(".weights.h5")) {
            model.build(4, 3);
            model.loadWeights(file);
        } else {
            model = Keras4j.loadModel(file);
        }
        assertThat(NdArrays.floats(model.predict(array(result.get("x")))))
                .containsExactly(NdArrays.floats(array(result.get("predictions"))), within(TOLERANCE));
        Path again = folder.resolve("again." + name.substring(name.lastIndexOf('.') + 1));
        model.save(again);
        assertSamePredictions(model, again, array(result.get("x")));
    }

    /** Weights and the optimizer's state, both ways; a legacy file has no state, and training begins anew. */
    @Test
    void trainingGoesOnFromWeights() throws Exception {
        Dataset data = Dataset.of(random(9, 4, 3), NdArrays.of(oneHot(), 9, 2));
        Sequential model = new Sequential(
                new Normalization().axis(1, 2).inputShape(4, 3),
                new Dense(5).activation("tanh").trainable(false),
                new Flatten(),
                new Dense(2).activation("softmax"));
        ((Normalization) model.getLayer(0)).adapt(data);
        model.compile(
                Args.optimizer(new Adam().amsgrad(true).clipnorm(0.5)),
                Args.loss("categorical_crossentropy"),
                Args.metrics("accuracy"),
                Args.weightedMetrics("mse"));
        model.fit(data, Args.epochs(2), Args.verbose(0));
        Path weights = folder.resolve("ours.weights.h5");
        model.saveWeights(weights);
        Path json = Files.writeString(folder.resolve("model.json"), model.toJson());
        JsonNode result = Python.keras(json(data), "weights", json.toString(), weights.toString());
        Model read = Keras4j.modelFromJson(model.toJson());
        read.loadWeights(weights);
        assertSameTraining(read, data, result);

        Path theirs = folder.resolve("theirs.weights.h5");
        JsonNode created = Python.keras("null", "create", theirs.toString(), "0");
        Files.writeString(json, created.get("json").asText());
        data = Dataset.of(array(created.get("x")), NdArrays.of(oneHot(), 9, 2));
        read = Keras4j.modelFromJson(Files.readString(json));
        read.build(4, 3);
        read.loadWeights(theirs);
        assertSameTraining(read, data, Python.keras(json(data), "weights", json.toString(), theirs.toString()));

        read.compile(Args.optimizer("sgd"), Args.loss("mse"), Args.metrics("mae", "mse"));
        Path legacy = folder.resolve("legacy.h5");
        read.save(legacy);
        read = Keras4j.loadModel(legacy);
        History ours = read.fit(data, Args.batchSize(4), Args.epochs(2), Args.shuffle(false), Args.verbose(0));
        JsonNode history =
                Python.keras(json(data), "fit", legacy.toString()).get(0).get("history");
        for (int i = 0; i < 2; i++) {
            assertThat(ours.get("loss").get(i))
                    .isCloseTo(history.get("loss").get(i).asDouble(), within(1e-5));
        }
    }

    private static float[] oneHot() {
        float[] labels = new float[18];
        for (int i = 0; i < 9; i++) {
            labels[2 * i + i % 2] = 1;
        }
        return labels;
    }

    /** What Keras has trained, we train further, and the other way round. */
    @Test
    void trainingGoesOnInTheOtherLanguage() throws Exception {
        Path theirs = folder.resolve("theirs.keras");
        JsonNode result = Python.keras("null", "create", theirs.toString(), "0");
        float[] labels = oneHot();
        Path functional = folder.resolve("functional.keras");
        Python.keras("null", "functional", functional.toString());
        assertSameTraining(List.of(theirs, functional), Dataset.of(array(result.get("x")), NdArrays.of(labels, 9, 2)));

        Dataset data = Dataset.of(random(9, 4, 3), NdArrays.of(labels, 9, 2));
        List<Path> ours = new ArrayList<>();
        for (Optimizer rule : List.of(
                new Adam().learningRate(0.02).globalClipnorm(0.3),
                new Adam().amsgrad(true).weightDecay(0.1),
                new AdamW(),
                new SGD().momentum(0.9).nesterov(true).clipvalue(0.01),
                new SGD(),
                new RMSprop().centered(true).momentum(0.5))) {
            Sequential model = new Sequential(
                    new Normalization().axis(1, 2).inputShape(4, 3),
                    new Dense(5).activation("tanh").trainable(false),
                    new Flatten(),
                    new Normalization().mean(0.1).variance(1.5),
                    new Dense(2).activation("softmax").kernelRegularizer("l2"));
            ((Normalization) model.getLayer(0)).adapt(data);
            model.compile(
                    Args.optimizer(rule),
                    Args.loss(new CategoricalCrossentropy().labelSmoothing(0.1)),
                    Args.metrics("accuracy", new AUC().numThresholds(50).name("area")),
                    Args.weightedMetrics("mse"));
            for (String when : List.of("before", "after")) {
                ours.add(folder.resolve(when + ours.size() + ".keras"));
                model.save(ours.get(ours.size() - 1));
                model.fit(data, Args.epochs(2), Args.verbose(0));
            }
        }
        assertSameTraining(ours, data);
    }

    /** Two epochs more of each file, there and here. */
    private static void assertSameTraining(List<Path> files, Dataset data) throws Exception {
        String[] names = files.stream().map(Path::toString).toArray(String[]::new);
        JsonNode results = Python.keras(json(data), "fit", names);
        assertThat(results).hasSameSizeAs(files);
        for (int i = 0; i < files.size(); i++) {
            assertSameTraining(Keras4j.loadModel(files.get(i)), data, results.get(i));
        }
    }

    /** Two epochs more of a model here, and of its file there. */
    static void assertGoesOnAsThere(Model model, Path file, Dataset data) throws Exception {
        assertSameTraining(
                model, data, Python.keras(json(data), "fit", file.toString()).get(0));
    }

    private static void assertSameTraining(Model model, Dataset data, JsonNode result) throws IOException {
        History history = model.fit(data, Args.batchSize(4), Args.epochs(2), Args.shuffle(false), Args.verbose(0));
        assertThat(history.history()).hasSameSizeAs(MAPPER.convertValue(result.get("history"), Map.class));
        history.history().forEach((name, values) -> {
            for (int i = 0; i < 2; i++) {
                double expected = result.get("history").get(name).get(i).asDouble();
                assertThat(values.get(i)).as(name).isCloseTo(expected, within(1e-4 * Math.max(expected, 0.01)));
            }
        });
        assertThat(NdArrays.floats(model.predict(data)))
                .containsExactly(NdArrays.floats(array(result.get("predictions"))), within(1e-4f));
    }

    /** Keras has registered the same names: what was made here goes on there. */
    @Test
    void partsOfOnesOwnGoOnInPython() throws Exception {
        Keras4j.registerKerasSerializable(
                "lesson", CustomParts.Quartic.class, CustomParts.Close.class, CustomParts.LogSquare.class);
        Keras4j.registerKerasSerializable("lesson", CustomParts.Residual.class, CustomParts.Gain.class);
        Sequential model = new Sequential(
                new CustomParts.Gain().inputDim(5),
                new CustomParts.Residual().hidden(7),
                new Dense(3).activation("lesson>log_square"),
                new CustomParts.Residual(),
                new Lambda(new CustomParts.LogSquare()),
                new Dense(2).activation(new CustomParts.LogSquare()));
        model.compile(Args.loss(new CustomParts.Quartic()), Args.metrics(new CustomParts.Close()));
        Dataset data = Dataset.of(random(9, 5), random(9, 2));
        model.fit(data, Args.verbose(0));
        Path file = folder.resolve("custom.keras");
        model.save(file);
        assertSamePredictions(model, file, random(7, 5));
        assertSameTraining(List.of(file), data);
    }

    /** JSON in both directions, of models that are built and that are not. */
    @Test
    void jsonGoesThereAndBack() throws Exception {
        Sequential unbuilt = new Sequential(new Normalization(), new Dense(3).activation("relu"), new Dense(1));
        unbuilt.compile(Args.optimizer("sgd"), Args.loss("huber"), Args.metrics("mae"));
        Sequential built = new Sequential(
                new Input(4), new Normalization().mean(1, 2, 3, 4).variance(4, 3, 2, 1), new Dense(1).trainable(false));
        for (Sequential model : List.of(unbuilt, built)) {
            assertJsonGoesThereAndBack(model);
        }
    }

    /** Returns Keras's own JSON of the model. */
    private String assertJsonGoesThereAndBack(Model model) throws Exception {
        Path file = Files.writeString(folder.resolve("model.json"), model.toJson());
        String theirs = Python.keras("null", "json", file.toString()).toString();
        assertThat(Keras4j.modelFromJson(theirs).toJson()).isEqualTo(model.toJson());
        return theirs;
    }

    private void assertKerasOpens(Model model, INDArray x, String... names) throws Exception {
        for (String name : names) {
            Path file = folder.resolve(name);
            model.save(file);
            assertSamePredictions(model, file, x);
        }
    }

    private static void assertSamePredictions(Model model, Path file, INDArray x) throws Exception {
        INDArray predictions = array(Python.keras(json(x), "predict", file.toString()));
        assertThat(NdArrays.floats(model.predict(x)))
                .hasSizeGreaterThan(1)
                .containsExactly(NdArrays.floats(predictions), within(TOLERANCE));
    }

    static INDArray random(long... shape) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (4 * random.nextDouble() - 2);
        }
        return NdArrays.of(values, shape);
    }

    private static String json(Dataset data) throws IOException {
        ObjectNode input = MAPPER.createObjectNode();
        input.set("x", MAPPER.readTree(json(data.x())));
        input.set("y", MAPPER.readTree(json(data.y())));
        return MAPPER.writeValueAsString(input);
    }

    static String json(INDArray array) throws IOException {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("shape", MAPPER.valueToTree(array.shape()));
        node.set("values", MAPPER.valueToTree(NdArrays.floats(array)));
        return MAPPER.writeValueAsString(node);
    }

    static INDArray array(JsonNode node) throws IOException {
        return NdArrays.of(
                MAPPER.treeToValue(node.get("values"), float[].class),
                MAPPER.treeToValue(node.get("shape"), long[].class));
    }
}
