package keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.Args;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.Sequential;
import keras4j.core.Shape;
import keras4j.data.Npy;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.metrics.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do, beside what real Keras does with the same files (src/test/python/make_cli_goldens.py). */
class CommandsTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "cli");
    private static final Path X = GOLDENS.resolve("x.npy");
    private static final Path Y = GOLDENS.resolve("y.npy");
    private static final Path MODEL = GOLDENS.resolve("card.keras");
    private static final Path NETWORK = Path.of("models", "network.json");
    private static final Path TABLE = Path.of("src/main/resources/keras4j/examples/creditcard.csv");

    @TempDir
    Path folder;

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static void assertClose(float[] found, JsonNode expected, float tolerance) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.length; i++) {
            float number = expected.get(i).floatValue();
            assertThat(found[i]).isCloseTo(number, within(tolerance * Math.abs(number)));
        }
    }

    private Path tableOf(String... rows) throws IOException {
        return Files.write(folder.resolve("table.csv"), List.of(rows));
    }

    /** The first rows of the applications, as a file of their own. */
    private Path firstRows(int rows) throws IOException {
        return tableOf(Files.readAllLines(TABLE).subList(0, rows + 1).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void trainsAsKerasDoes(String engine) throws IOException {
        JsonNode golden = json(GOLDENS.resolve("history.json"));
        Path history = folder.resolve("history.json");
        Path saved = folder.resolve("trained.keras");
        Run fit = Run.of(
                        "fit",
                        MODEL,
                        "--x",
                        X,
                        "--y",
                        Y,
                        "--batch-size",
                        10,
                        "--epochs",
                        5,
                        "--no-shuffle",
                        "--validation-split",
                        0.2,
                        "--engine",
                        engine,
                        "--history",
                        history,
                        "--save",
                        saved,
                        "--threads",
                        1)
                .done();
        assertThat(fit.out().lines()).hasSize(5).last().asString().startsWith("Epoch 5/5 - 10/10 - ");
        JsonNode figures = json(history);
        assertThat(figures.properties().stream().map(Map.Entry::getKey))
                .containsExactly("accuracy", "loss", "val_accuracy", "val_loss", "seconds");
        golden.get("history").properties().forEach(figure -> {
            float[] found = new float[5];
            for (int i = 0; i < 5; i++) {
                found[i] = figures.get(figure.getKey()).get(i).floatValue();
            }
            assertClose(found, figure.getValue(), 1e-4f);
        });
        assertThat(figures.get("seconds")).hasSize(5).allMatch(seconds -> seconds.asDouble() > 0);

        Path predictions = folder.resolve("y.npy");
        Run.of("predict", saved, "--x", X, "--out", predictions).done();
        assertClose(Npy.read(predictions).values(), golden.get("trained_predictions"), 1e-4f);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(history, saved, predictions);
        }
    }

    @Test
    void aMetricOfSeveralNumbersIsAList() throws IOException {
        Sequential model = new Sequential(new Input(2), new Dense(1).activation("sigmoid"));
        model.compile(Args.loss("mse"), Args.metrics(new Precision().thresholds(0, 1)));
        Path file = folder.resolve("several.keras");
        model.save(file);
        Path table = tableOf("a,b,label", "1,2,1", "3,7,0");
        Path history = folder.resolve("history.json");
        Object[] data = {"--csv", table, "--target", "label"};
        Run.of("fit", file, data[0], data[1], data[2], data[3], "--epochs", 2, "--history", history)
                .done();
        assertThat(json(history).get("precision").toString()).isEqualTo("[[0.5,0.0],[0.5,0.0]]");
        String figures = Run.of("evaluate", file, data[0], data[1], data[2], data[3], "--json")
                .done()
                .out();
        assertThat(figures).contains("\"precision\":[0.5,0.0]");
    }

    @Test
    void predictsAndEvaluatesAsKerasDoes() throws IOException {
        JsonNode golden = json(GOLDENS.resolve("history.json"));
        Path numbers = folder.resolve("y.npy");
        assertThat(Run.of("predict", MODEL, "--x", X, "--out", numbers).done().out())
                .isEmpty();
        Npy predictions = Npy.read(numbers);
        assertThat(predictions.shape()).isEqualTo(Shape.of(125, 1));
        assertClose(predictions.values(), golden.get("predictions"), 1e-5f);

        Path csv = folder.resolve("y.csv");
        Run.of("predict", MODEL, "--x", X, "--out", csv).done();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("output_0");
        for (int i = 0; i < 125; i++) {
            assertThat(lines.get(i + 1)).isEqualTo(Float.toString(predictions.values()[i]));
        }
        String text = Files.readString(csv);
        assertThat(Run.of("predict", MODEL, "--x", X).done().out()).isEqualTo(text);
        assertThat(Run.of("predict", MODEL, "--x", X, "--out", "-").done().out())
                .isEqualTo(text);

        Run.of("predict", MODEL, "--x", X, "--out", numbers, "--batch-size", 7).done();
        assertThat(Npy.read(numbers).values()).containsExactly(predictions.values(), within(1e-6f));

        JsonNode figures = golden.get("evaluation");
        assertThat(Run.of("evaluate", MODEL, "--x", X, "--y", Y).done().out())
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "accuracy: %.4f - loss: %.4f%n",
                        figures.get("accuracy").asDouble(),
                        figures.get("loss").asDouble()));
    }

    @Test
    void aTableFromFitToPredict() throws IOException {
        Path saved = folder.resolve("card.keras");
        Path history = folder.resolve("history.json");
        Run.of(
                        "fit",
                        NETWORK,
                        "--csv",
                        TABLE,
                        "--target",
                        "card",
                        "--validation-split",
                        0.2,
                        "--epochs",
                        12,
                        "--batch-size",
                        10,
                        "--save",
                        saved,
                        "--history",
                        history,
                        "--save-encoding",
                        folder.resolve("encoding.json"),
                        "--seed",
                        1)
                .done();
        assertThat(json(history).get("val_accuracy").get(11).asDouble()).isGreaterThan(0.75);
        String figures = Run.of("evaluate", saved, "--csv", TABLE, "--target", "card", "--like", TABLE)
                .done()
                .out();
        assertThat(figures).matches("accuracy: 0\\.[89]\\d+ - loss: 0\\.\\d+\\R");

        String all = Run.of("predict", saved, "--x", TABLE, "--target", "card", "--like", TABLE, "--batch-size", 4)
                .done()
                .out();
        Path rows = firstRows(4);
        String four = Run.of("predict", saved, "--x", rows, "--target", "card", "--like", TABLE)
                .done()
                .out();
        assertThat(four.lines())
                .hasSize(5)
                .containsExactlyElementsOf(all.lines().limit(5).toList());
        // The encoding that fit saved stands for the training table.
        Path encoding = folder.resolve("encoding.json");
        assertThat(Run.of("predict", saved, "--x", rows, "--like", encoding)
                        .done()
                        .out())
                .isEqualTo(four);
        assertThat(Run.of("evaluate", saved, "--csv", TABLE, "--target", "card", "--like", encoding)
                        .done()
                        .out())
                .isEqualTo(figures);

        Run.of(
                        "fit",
                        NETWORK,
                        "--csv",
                        TABLE,
                        "--target",
                        "card",
                        "--validation-split",
                        0.2,
                        "--epochs",
                        12,
                        "--batch-size",
                        10,
                        "--history",
                        folder.resolve("again.json"),
                        "--seed",
                        1)
                .done();
        assertThat(json(folder.resolve("again.json")).get("loss"))
                .isEqualTo(json(history).get("loss"));
    }

    @Test
    void aTrainedModelKeepsItsMeanAndVariance() throws IOException {
        Path first = Files.write(folder.resolve("first.csv"), List.of("a,b,label", "1,2,0", "5,4,1"));
        Path other = Files.write(folder.resolve("other.csv"), List.of("a,b,label", "100,2,0", "500,9,1"));
        Path saved = folder.resolve("first.keras");
        Path again = folder.resolve("again.keras");
        Run.of("fit", NETWORK, "--csv", first, "--target", "label", "--save", saved)
                .done();
        Run.of("fit", saved, "--csv", other, "--target", "label", "--epochs", 0, "--save", again)
                .done();
        assertThat(Run.of("predict", again, "--x", first, "--target", "label")
                        .done()
                        .out())
                .isEqualTo(Run.of("predict", saved, "--x", first, "--target", "label")
                        .done()
                        .out());
    }

    @Test
    void columnsAreTakenInTrainingsOrderAndWithoutLabels() throws IOException {
        Path training = Files.write(folder.resolve("training.csv"), List.of("a,b,label", "1,2,no", "5,4,yes"));
        Path json = folder.resolve("linear.json");
        Files.writeString(json, Files.readString(NETWORK).replace("\"units\": 6", "\"units\": 2"));
        Path saved = folder.resolve("linear.keras");
        Run.of("fit", json, "--csv", training, "--target", "label", "--save", saved)
                .done();
        String expected = Run.of("predict", saved, "--x", tableOf("a,b", "1,2", "3,7"))
                .done()
                .out();
        for (Path same : List.of(
                Files.write(folder.resolve("1.csv"), List.of("b,a", "2,1", "7,3")),
                Files.write(folder.resolve("2.csv"), List.of("b,label,a", "2,yes,1", "7,yes,3")))) {
            assertThat(Run.of("predict", saved, "--x", same, "--like", training, "--target", "label")
                            .done()
                            .out())
                    .isEqualTo(expected);
        }
        assertThat(Run.of("predict", saved, "--x", tableOf("a,b,label", "1,2,?", "3,7,?"), "--target", "label")
                        .done()
                        .out())
                .isEqualTo(expected);
        // Numbers alone need no training table, as inputs and labels of their own files either.
        Path x = Files.write(folder.resolve("x.csv"), List.of("a,b", "1,2", "3,7"));
        Path y = Files.write(folder.resolve("y.csv"), List.of("label", "1", "0"));
        String figures = Run.of("evaluate", saved, "--x", x, "--y", y).done().out();
        assertThat(Run.of("evaluate", saved, "--csv", tableOf("a,b,label", "1,2,1", "3,7,0"), "--target", "label")
                        .done()
                        .out())
                .isEqualTo(figures);
    }

    @Test
    void showsAndConverts() throws IOException {
        assertThat(Run.of("summary", MODEL).done().out()).contains("Model: \"card\"", "dense_2 (Dense)", "121");
        assertThat(Run.of("summary", NETWORK).done().out()).contains("normalization (Normalization)");
        Path json = folder.resolve("card.json");
        Run.of("convert", MODEL, json).done();
        assertThat(json(json).get("config").get("name").asText()).isEqualTo("card");
        Path anew = folder.resolve("anew.keras");
        Run.of("convert", json, anew).done();
        assertThat(Run.of("predict", anew, "--x", X).done().out())
                .isNotEqualTo(Run.of("predict", MODEL, "--x", X).done().out());
        Path copy = folder.resolve("copy.keras");
        Run.of("convert", MODEL, copy).done();
        assertThat(Run.of("predict", copy, "--x", X).done().out())
                .isEqualTo(Run.of("predict", MODEL, "--x", X).done().out());
        Run.of("evaluate", copy, "--x", X, "--y", Y).done();
        for (String name : List.of("card.onnx", "card.safetensors", "card.zip")) {
            Run.of("convert", MODEL, folder.resolve(name)).done();
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        assertThat(Run.of("predict", folder.resolve("card.zip"), "--x", X)
                        .done()
                        .out())
                .isEqualTo(Run.of("predict", MODEL, "--x", X).done().out());
    }

    @Test
    void helpIsNoError() {
        assertThat(Run.of("--help").done().out()).contains("summary", "predict", "evaluate", "fit", "convert");
        assertThat(Run.of("fit", "--help").done().out()).contains("begins with a", "Normalization", "--no-shuffle");
    }

    /** From each format to each, and predictions are the same. */
    @Test
    void convertsBetweenAllFormats() throws IOException {
        Path y = folder.resolve("y.npy");
        Run.of("predict", MODEL, "--x", X, "--out", y).done();
        byte[] expected = Files.readAllBytes(y);
        Path from = MODEL;
        for (String name : List.of("a.h5", "b.hdf5", "c.keras", "d.h5", "e.keras")) {
            Path to = folder.resolve(name);
            Run.of("convert", from, to).done();
            Run.of("summary", to).done();
            Run.of("predict", to, "--x", X, "--out", y).done();
            assertThat(Files.readAllBytes(y)).isEqualTo(expected);
            from = to;
        }
        Run.of("evaluate", from, "--x", X, "--y", Y).done();
        Path weights = folder.resolve("w.weights.h5");
        Run.of("convert", from, weights).done();
        Run.of("convert", from, folder.resolve("m.json")).done();
        Model model = Keras4j.loadModel(folder.resolve("m.json"));
        model.loadWeights(weights);
        assertThat(model.getWeights()).isEqualTo(Keras4j.loadModel(MODEL).getWeights());
        Run.of("summary", weights).failed("is it a file of weights alone?");
    }
}
