package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationData;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import keras4j.callbacks.BackupAndRestore;
import keras4j.callbacks.LambdaCallback;
import keras4j.callbacks.LearningRateScheduler;
import keras4j.callbacks.TensorBoard;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.metrics.MeanSquaredError;
import keras4j.ops.Ops;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of events have what those of Keras have, by a reader of this test and by the real TensorBoard. */
class TensorBoardTest {
    @TempDir
    Path folder;

    static List<Map<String, Object>> goldens() {
        return ((List<?>) KerasCallbacksTest.fits().get("tensorboards"))
                .stream().map(each -> Config.map("", each)).toList();
    }

    private TensorBoard callback(Map<String, Object> config) {
        TensorBoard callback = new TensorBoard().logDir(folder.toString());
        config.forEach((name, value) -> {
            switch (name) {
                case "histogram_freq" -> callback.histogramFreq((Integer) value);
                case "write_images" -> callback.writeImages((Boolean) value);
                case "update_freq" -> {
                    if (value instanceof Integer batches) {
                        callback.updateFreq(batches);
                    } else {
                        callback.updateFreq((String) value);
                    }
                }
                default -> throw new IllegalArgumentException(name);
            }
        });
        return callback;
    }

    private static Sequential fit(int count, Callback... callbacks) {
        Map<String, Object> golden = KerasCallbacksTest.fits();
        Sequential model = KerasCallbacksTest.model(golden);
        float[][] x = KerasCallbacksTest.rows(golden.get("x"));
        float[][] y = KerasCallbacksTest.rows(golden.get("y"));
        model.fit(
                x,
                y,
                batchSize(4),
                epochs(count),
                shuffle(false),
                validationData(Arrays.copyOf(x, 10), Arrays.copyOf(y, 10)),
                callbacks(callbacks),
                verbose(0));
        return model;
    }

    private void fit(Map<String, Object> golden) {
        fit(
                (Integer) golden.get("epochs"),
                callback(Config.map("", golden.get("config"))),
                new LearningRateScheduler(epoch -> 0.01 / (epoch + 1)));
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.sorted().toList();
        }
    }

    /** Keras counts the batches of a validation for updateFreq, too, and then leaves evaluations out. */
    private static List<List<?>> expected(Map<String, Object> golden) {
        return ((List<?>) golden.get("events"))
                .stream().<List<?>>map(event -> (List<?>) event).toList();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void filesHaveWhatKerasWrites(Map<String, Object> golden) throws IOException {
        fit(golden);
        List<List<?>> expected = new ArrayList<>(expected(golden));
        for (String name : List.of("train", "validation")) {
            assertThat(files(name)).hasSize(1);
            for (EventReader.Value found : EventReader.read(files(name).get(0))) {
                List<?> same = expected.stream()
                        .filter(event -> event.get(0).equals(name)
                                && event.get(3).equals(found.tag())
                                && event.get(4).equals((int) found.step()))
                        .findFirst()
                        .orElse(null);
                boolean isExtra = found.tag().startsWith("evaluation_") && isRare(golden);
                assertThat(same != null || isExtra).as(found.tag()).isTrue();
                if (same != null) {
                    expected.remove(same);
                    assertSame(found, same);
                }
                assertThat(found.wallTime()).isCloseTo(System.currentTimeMillis() / 1e3, within(100.0));
            }
        }
        assertThat(expected).isEmpty();
    }

    private static boolean isRare(Map<String, Object> golden) {
        return Config.map("", golden.get("config")).get("update_freq") instanceof Integer;
    }

    private static void assertSame(EventReader.Value found, List<?> expected) throws IOException {
        assertThat(found.plugin()).isEqualTo(expected.get(1));
        Object value = expected.get(5);
        switch (found.plugin()) {
            case "scalars" -> Goldens.assertClose(found.number(), ((Number) value).doubleValue());
            case "histograms" -> {
                List<?> rows = (List<?>) value;
                double[] numbers = found.rows();
                assertThat(numbers).hasSize(3 * rows.size());
                for (int i = 0; i < numbers.length; i++) {
                    double golden = ((Number) ((List<?>) rows.get(i / 3)).get(i % 3)).doubleValue();
                    assertThat(numbers[i]).isCloseTo(golden, within(1e-5));
                }
            }
            case "images" -> assertSameImage(found.tensor(), (List<?>) value);
            default -> assertThat(found.tensor().text(8)).contains("\"class_name\"");
        }
        if (!found.plugin().equals("graph_keras_model")) {
            assertThat(found.dataClass()).isEqualTo(((Integer) expected.get(2)).longValue());
        }
    }

    private static void assertSameImage(EventReader.Message tensor, List<?> expected) throws IOException {
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < tensor.numbers().size(); i++) {
            if (tensor.numbers().get(i) == 8) {
                ByteBuffer bytes = (ByteBuffer) tensor.values().get(i);
                if (sizes.size() < 2) {
                    sizes.add(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
                } else {
                    byte[] file = new byte[bytes.remaining()];
                    bytes.duplicate().get(file);
                    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
                    List<?> pixels = (List<?>) expected.get(1);
                    for (int k = 0; k < pixels.size(); k++) {
                        int grey = image.getRaster().getSample(k % image.getWidth(), k / image.getWidth(), 0);
                        assertThat(grey).isCloseTo((Integer) pixels.get(k), within(1));
                    }
                }
            }
        }
        assertThat(sizes)
                .isEqualTo(((List<?>) expected.get(0))
                        .stream().map(Object::toString).toList());
    }

    /** The package tensorboard checks each record, and makes a graph of the model. */
    @Test
    @Tag("interop")
    void theRealTensorBoardReadsThem() throws Exception {
        for (Map<String, Object> golden : goldens()) {
            Path before = folder;
            folder = Files.createTempDirectory(before, "logs");
            fit(golden);
            JsonNode found = Python.run("read_events.py", "", folder.toString());
            List<String> names = new ArrayList<>();
            found.forEach(event -> {
                if (!event.get(3).asText().startsWith("evaluation_")) {
                    names.add(event.get(0).asText() + event.get(1) + event.get(2) + event.get(3) + event.get(4));
                }
                if (event.get(1).asText().equals("graph_keras_model")) {
                    assertThat(event.get(5).toString())
                            .isEqualTo(
                                    "{\"sequential/input_layer\":[],\"sequential/dense\":[\"sequential/input_layer\"],"
                                            + "\"sequential/dense_1\":[\"sequential/dense\"]}");
                }
            });
            List<String> expected = expected(golden).stream()
                    .filter(event -> !event.get(3).toString().startsWith("evaluation_"))
                    .map(event -> event.get(0) + "\"" + event.get(1) + "\"" + event.get(2) + "\"" + event.get(3) + "\""
                            + event.get(4))
                    .toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
            folder = before;
        }
    }

    /** A fit adds files, an evaluation those of its figures alone. */
    @Test
    void eachCallHasFilesOfItsOwn() throws IOException {
        TensorBoard callback = new TensorBoard()
                .logDir(folder)
                .writeGraph(false)
                .writeStepsPerSecond(true)
                .updateFreq(3);
        Sequential model = fit(2, callback);
        fit(1, callback);
        assertThat(files("train")).hasSize(2);
        assertThat(EventReader.read(files("train").get(0)))
                .extracting(EventReader.Value::tag)
                .contains("batch_steps_per_second", "epoch_steps_per_second")
                .doesNotContain("keras");
        model.evaluate(new float[4][3], new float[4][1], callbacks(callback), verbose(0));
        assertThat(files("train")).hasSize(2);
        assertThat(files("validation")).hasSize(3);
        assertThat(EventReader.read(files("validation").get(2)))
                .extracting(EventReader.Value::tag, EventReader.Value::step)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("evaluation_accuracy_vs_iterations", 14L),
                        org.assertj.core.groups.Tuple.tuple("evaluation_loss_vs_iterations", 14L));
    }

    /** What Keras makes no graph of, either. */
    @Test
    void aModelWithoutJsonIsAWarning() throws IOException {
        Sequential model = new Sequential(new Input(3), new Dense(1));
        model.compile(loss((yTrue, yPred) -> Ops.mean(Ops.square(yTrue.minus(yPred)), -1)));
        assertThat(LogRecorder.during(() -> model.fit(
                        new float[4][3], new float[4][1], verbose(0), callbacks(new TensorBoard().logDir(folder)))))
                .singleElement()
                .asString()
                .contains("Model failed to serialize as JSON. Ignoring... ");
        assertThat(EventReader.read(files("train").get(0)))
                .extracting(EventReader.Value::tag)
                .containsExactly("epoch_loss", "epoch_learning_rate");
    }

    @Test
    void aTagMayBeLongerThanTheBuffer() throws IOException {
        String name = "x".repeat(70_000);
        Sequential model = new Sequential(new Input(3), new Dense(1));
        model.compile(loss("mse"), metrics(new MeanSquaredError().name(name)));
        TensorBoard callback = new TensorBoard().logDir(folder).updateFreq(1);
        model.fit(new float[4][3], new float[4][1], batchSize(2), verbose(0), callbacks(callback));
        assertThat(EventReader.read(files("train").get(0)))
                .extracting(EventReader.Value::tag)
                .contains("epoch_" + name, "batch_" + name, "epoch_loss");
    }

    /** What was written until then is in the files, which get no more: an evaluation that comes later has its own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFitThatFailsClosesItsFiles(boolean isInterrupted) throws IOException {
        TensorBoard callback = new TensorBoard().logDir(folder.resolve("logs")).updateFreq(1);
        Path backup = folder.resolve("backup");
        Callback failing = new LambdaCallback().onTrainBatchEnd((batch, logs) -> {
            if (batch == 1 && Files.exists(backup)) {
                if (!isInterrupted) {
                    throw new IllegalStateException("stop");
                }
                Thread.currentThread().interrupt();
            }
        });
        Sequential model = new Sequential(new Input(3), new Dense(1));
        model.compile(loss("mse"));
        List<String> logged = LogRecorder.during(() -> assertThatThrownBy(() -> model.fit(
                        new float[6][3],
                        new float[6][1],
                        batchSize(2),
                        epochs(3),
                        validationData(new float[2][3], new float[2][1]),
                        verbose(0),
                        callbacks(callback, new BackupAndRestore(backup), failing)))
                .hasMessageContaining(isInterrupted ? "interrupted" : "stop"));
        Thread.interrupted();
        assertThat(logged).isEmpty();
        assertThat(backup.resolve("latest.weights.h5")).exists();
        Path train = files("logs/train").get(0);
        assertThat(EventReader.read(train))
                .extracting(EventReader.Value::tag)
                .filteredOn("batch_loss"::equals)
                .hasSize(5);
        model.evaluate(new float[2][3], new float[2][1], verbose(0), callbacks(callback));
        assertThat(files("logs/validation")).hasSize(2);
        assertThat(EventReader.read(files("logs/validation").get(1)))
                .extracting(EventReader.Value::tag)
                .containsExactly("evaluation_loss_vs_iterations");
    }

    @Test
    void wrongUses() {
        assertThatThrownBy(() -> new TensorBoard().updateFreq(0))
                .isInstanceOf(KerasException.class)
                .hasMessage("TensorBoard.updateFreq: expected at least 1 batch, received 0");
        assertThatThrownBy(() -> new TensorBoard().updateFreq("batches"))
                .isInstanceOf(KerasException.class)
                .hasMessage("TensorBoard.updateFreq: expected \"epoch\" or \"batch\", received batches");
        assertThatThrownBy(() -> new TensorBoard().histogramFreq(-1)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> {
                    Files.writeString(folder.resolve("train"), "no folder");
                    fit(1, new TensorBoard().logDir(folder));
                })
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("TensorBoard: expected a folder that can be written");
    }
}
