package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.callbacks.CSVLogger;
import keras4j.callbacks.EarlyStopping;
import keras4j.callbacks.ModelCheckpoint;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callbacks, and training by single batches, do what Keras's do. */
class CallbackGoldensTest {
    @TempDir
    Path folder;

    static List<String> earlyStoppings() {
        return Goldens.names("early_stopping-");
    }

    @ParameterizedTest
    @MethodSource("earlyStoppings")
    void earlyStopping(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Model model = Goldens.compiled(golden);
        EarlyStopping callback = new EarlyStopping();
        Map<String, Object> given = Config.map("callback", golden.get("callback"));
        Config.map("config", given.get("config")).forEach((key, value) -> {
            switch (key) {
                case "patience" -> callback.patience((Integer) value);
                case "min_delta" -> callback.minDelta(Goldens.number(value));
                case "monitor" -> callback.monitor((String) value);
                case "mode" -> callback.mode((String) value);
                case "baseline" -> callback.baseline(Goldens.number(value));
                case "restore_best_weights" -> callback.restoreBestWeights((Boolean) value);
                case "start_from_epoch" -> callback.startFromEpoch((Integer) value);
                default -> throw new IllegalArgumentException(key);
            }
        });
        History history = GoldenFit.run(model, golden, callback);
        assertThat(history.epoch()).isEqualTo(golden.get("history_epoch"));
        assertThat(callback.getStoppedEpoch()).isEqualTo(golden.get("stopped_epoch"));
        assertThat(callback.getBestEpoch()).isEqualTo(golden.get("best_epoch"));
        float[] predictions = NdArrays.floats(model.predict(Goldens.data(golden)));
        assertThat(predictions).containsExactly(Goldens.floats(golden.get("final_predictions")), within(1e-4f));
    }

    /** The files that there are after the fit. */
    @Test
    void modelCheckpoint() throws Exception {
        Map<String, Object> golden = Goldens.read("model_checkpoint");
        List<Callback> callbacks = new ArrayList<>();
        Map<Path, List<?>> expected = new LinkedHashMap<>();
        for (Object checkpoint : (List<?>) golden.get("checkpoints")) {
            Map<String, Object> given = Config.map("checkpoint", checkpoint);
            Map<String, Object> config = Config.map("config", given.get("config"));
            Path place = folder.resolve("checkpoint" + expected.size());
            expected.put(place, (List<?>) given.get("saves"));
            callbacks.add(checkpoint(place, config));
        }
        assertThat(expected).hasSize(8);
        GoldenFit.run(Goldens.compiled(golden), golden, callbacks.toArray(Callback[]::new));
        for (Map.Entry<Path, List<?>> checkpoint : expected.entrySet()) {
            try (Stream<Path> files = Files.list(checkpoint.getKey())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(checkpoint.getValue().stream()
                                .map(save -> (String) Config.map("save", save).get("file"))
                                .distinct()
                                .toList());
            }
        }
    }

    private static ModelCheckpoint checkpoint(Path place, Map<String, Object> config) {
        ModelCheckpoint callback = new ModelCheckpoint(
                place.resolve((String) config.remove("filepath")).toString());
        config.forEach((key, value) -> {
            switch (key) {
                case "save_weights_only" -> callback.saveWeightsOnly((Boolean) value);
                case "save_best_only" -> callback.saveBestOnly((Boolean) value);
                case "monitor" -> callback.monitor((String) value);
                case "mode" -> callback.mode((String) value);
                case "initial_value_threshold" -> callback.initialValueThreshold(Goldens.number(value));
                case "save_freq" -> callback.saveFreq((Integer) value);
                default -> throw new IllegalArgumentException(key);
            }
        });
        return callback;
    }

    /** The same lines and columns; numbers are Java's float64 for Python's. */
    @Test
    void csvLogger() throws Exception {
        Map<String, Object> golden = Goldens.read("csv_logger");
        Model model = Goldens.compiled(golden);
        for (Object run : (List<?>) golden.get("runs")) {
            Map<String, Object> given = Config.map("run", run);
            Map<String, Object> config = Config.map("config", given.get("config"));
            String separator = (String) config.getOrDefault("separator", ",");
            Path file = folder.resolve((String) config.get("filename"));
            Map<String, Object> fit = new LinkedHashMap<>(golden);
            fit.put("fit", given.get("fit"));
            fit.put("epochs", given.get("epochs"));
            CSVLogger logger =
                    new CSVLogger(file).separator(separator).append(Boolean.TRUE.equals(config.get("append")));
            GoldenFit.run(model, fit, logger);
            List<List<String>> found = fields(Files.readString(file), separator);
            List<List<String>> expected = fields((String) given.get("text"), separator);
            assertThat(found).hasSameSizeAs(expected);
            assertThat(found.get(0)).isEqualTo(expected.get(0));
            for (int line = 1; line < found.size(); line++) {
                for (int i = 0; i < expected.get(line).size(); i++) {
                    String field = expected.get(line).get(i);
                    if (field.equals("NA")) {
                        assertThat(found.get(line).get(i)).isEqualTo("NA");
                    } else {
                        Goldens.assertClose(Double.parseDouble(found.get(line).get(i)), Double.valueOf(field));
                    }
                }
            }
        }
    }

    private static List<List<String>> fields(String text, String separator) {
        return Arrays.stream(text.split("\r\n"))
                .map(line -> List.of(line.split(separator)))
                .toList();
    }

    @Test
    void allHooksInKerasOrder() {
        Map<String, Object> golden = Goldens.read("callback_order");
        Dataset data = Dataset.of(new float[35][11], new float[35][1]);
        Sequential model = new Sequential(new keras4j.layers.Dense(1).inputDim(11));
        model.compile(Args.loss("mse"), Args.metrics("accuracy"));
        for (String stop : new String[] {"", "_stopped_in_batch", "_stopped_in_epoch"}) {
            HookRecorder recorder = new HookRecorder(stop);
            model.fit(
                    data.slice(0, 20),
                    Args.validationData(data.slice(20, 35)),
                    Args.epochs(2),
                    batchSize(10),
                    callbacks(recorder),
                    verbose(0));
            assertThat(recorder.hooks).isEqualTo(golden.get("fit" + stop));
        }
        HookRecorder recorder = new HookRecorder("");
        model.evaluate(data.slice(0, 15), batchSize(10), callbacks(recorder), verbose(0));
        assertThat(recorder.hooks).isEqualTo(golden.get("evaluate"));
        recorder.hooks.clear();
        model.predict(data.slice(0, 15), batchSize(10), callbacks(recorder));
        assertThat(recorder.hooks).isEqualTo(golden.get("predict"));
    }
}
