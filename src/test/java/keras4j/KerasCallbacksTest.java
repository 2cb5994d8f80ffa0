package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.callbacks.BackupAndRestore;
import keras4j.callbacks.EarlyStopping;
import keras4j.callbacks.LambdaCallback;
import keras4j.callbacks.LearningRateScheduler;
import keras4j.callbacks.ModelCheckpoint;
import keras4j.callbacks.ReduceLROnPlateau;
import keras4j.callbacks.TerminateOnNaN;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callbacks decide, print and set what Keras's did in src/test/python/make_callback_goldens.py. */
class KerasCallbacksTest {
    private static final Map<String, Object> GOLDENS = Goldens.read("callbacks");

    @TempDir
    Path folder;

    static List<Map<String, Object>> decisions() {
        return list(GOLDENS.get("decisions"));
    }

    private static List<Map<String, Object>> list(Object goldens) {
        return ((List<?>) goldens).stream().map(each -> Config.map("", each)).toList();
    }

    static Map<String, Object> fits() {
        return Config.map("fit", GOLDENS.get("fit"));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decidesAsKerasDoes(Map<String, Object> golden) throws IOException {
        Sequential model = new Sequential(new Input(1), new Dense(1));
        model.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"), metrics("accuracy"));
        model.fit(new float[4][1], new float[4][1], verbose(0));
        Callback callback = callback((String) golden.get("callback"), Config.map("", golden.get("config")));
        List<Map<String, Object>> curves = list(golden.get("logs"));
        List<String> seen = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        Callback recorder = new LambdaCallback().onEpochEnd((epoch, logs) -> {
            seen.add(logs.names().stream()
                    .map(name -> "[" + name + ", " + logs.get(name) + "]")
                    .toList()
                    .toString());
            rates.add((double) (float) model.getOptimizer().learningRate());
        });
        String printed = printed(() -> {
            CallbackList all = new CallbackList(
                    List.of(callback, recorder), model, new Callback.Params(curves.size(), 1, 0, true));
            all.onTrainBegin();
            for (int epoch = 0; epoch < curves.size() && !model.isStopTraining(); epoch++) {
                all.onEpochBegin(epoch);
                all.onEpochEnd(epoch, logs(curves.get(epoch)));
            }
            all.onTrainEnd(null);
        });
        assertThat(printed.replace(folder + "/", "")).isEqualTo(golden.get("printed"));
        assertThat(seen)
                .isEqualTo(((List<?>) golden.get("seen"))
                        .stream().map(Object::toString).toList());
        assertThat(rates).isEqualTo(golden.get("rates"));
    }

    private static Logs logs(Map<String, Object> values) {
        Logs logs = new Logs(List.of()).with(null);
        values.keySet().stream()
                .sorted()
                .forEach(name ->
                        logs.put(name, Double.parseDouble(values.get(name).toString())));
        return logs;
    }

    private static String printed(Runnable code) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Callback callback(String name, Map<String, Object> config) {
        return switch (name) {
            case "LearningRateScheduler" -> scheduler(config);
            case "ReduceLROnPlateau" -> plateau(config);
            case "EarlyStopping" -> stopping(config);
            default -> checkpoint(config);
        };
    }

    private static Callback scheduler(Map<String, Object> config) {
        LearningRateScheduler callback = config.get("schedule").equals("epoch")
                ? new LearningRateScheduler(epoch -> 0.3 / Math.pow(10, epoch))
                : new LearningRateScheduler((epoch, rate) -> epoch < 2 ? rate : rate * 0.07);
        return callback.verbose((Integer) config.getOrDefault("verbose", 0));
    }

    private static Callback plateau(Map<String, Object> config) {
        ReduceLROnPlateau callback = new ReduceLROnPlateau();
        config.forEach((key, value) -> {
            switch (key) {
                case "patience" -> callback.patience((Integer) value);
                case "verbose" -> callback.verbose((Integer) value);
                case "cooldown" -> callback.cooldown((Integer) value);
                case "factor" -> callback.factor((Double) value);
                case "min_lr" -> callback.minLr((Double) value);
                case "min_delta" -> callback.minDelta(((Number) value).doubleValue());
                case "monitor" -> callback.monitor((String) value);
                case "mode" -> callback.mode((String) value);
                default -> throw new IllegalArgumentException(key);
            }
        });
        return callback;
    }

    private static Callback stopping(Map<String, Object> config) {
        EarlyStopping callback = new EarlyStopping();
        config.forEach((key, value) -> {
            switch (key) {
                case "patience" -> callback.patience((Integer) value);
                case "verbose" -> callback.verbose((Integer) value);
                case "min_delta" -> callback.minDelta(((Number) value).doubleValue());
                case "monitor" -> callback.monitor((String) value);
                case "mode" -> callback.mode((String) value);
                case "baseline" -> callback.baseline((Double) value);
                case "start_from_epoch" -> callback.startFromEpoch((Integer) value);
                case "restore_best_weights" -> callback.restoreBestWeights((Boolean) value);
                default -> throw new IllegalArgumentException(key);
            }
        });
        return callback;
    }

    private Callback checkpoint(Map<String, Object> config) {
        ModelCheckpoint callback = new ModelCheckpoint(folder + "/" + config.remove("filepath"));
        config.forEach((key, value) -> {
            switch (key) {
                case "verbose" -> callback.verbose((Integer) value);
                case "save_best_only" -> callback.saveBestOnly((Boolean) value);
                case "save_weights_only" -> callback.saveWeightsOnly((Boolean) value);
                case "monitor" -> callback.monitor((String) value);
                case "mode" -> callback.mode((String) value);
                case "initial_value_threshold" -> callback.initialValueThreshold((Double) value);
                default -> throw new IllegalArgumentException(key);
            }
        });
        return callback;
    }

    /** That of the goldens of whole fits. */
    static Sequential model(Map<String, Object> golden) {
        Sequential model =
                new Sequential(new Input(3), new Dense(5).activation("tanh"), new Dense(1).activation("sigmoid"));
        List<?> weights = (List<?>) golden.get("weights");
        model.setWeights(List.of(
                NdArrays.of(Goldens.floats(weights.get(0)), 3, 5),
                NdArrays.of(Goldens.floats(weights.get(1)), 5),
                NdArrays.of(Goldens.floats(weights.get(2)), 5, 1),
                NdArrays.of(Goldens.floats(weights.get(3)), 1)));
        model.compile(optimizer(new Adam().learningRate(0.01)), loss("binary_crossentropy"), metrics("accuracy"));
        return model;
    }

    static float[][] rows(Object golden) {
        return ((List<?>) golden).stream().map(Goldens::floats).toArray(float[][]::new);
    }

    private static History fit(Sequential model, Map<String, Object> golden, Callback... callbacks) {
        return model.fit(
                rows(golden.get("x")),
                rows(golden.get("y")),
                batchSize((Integer) golden.get("batch")),
                epochs(4),
                shuffle(false),
                verbose(0),
                callbacks(callbacks));
    }

    static List<Map<String, Object>> backups() {
        return list(fits().get("backups"));
    }

    /** Ends a fit before a batch as a killed process does: nothing else is told of it. */
    private static final class Kill extends Callback {
        private final int inEpoch;
        private final int beforeBatch;
        private int epoch;

        Kill(int inEpoch, int beforeBatch) {
            this.inEpoch = inEpoch;
            this.beforeBatch = beforeBatch;
        }

        @Override
        public void onEpochBegin(int number) {
            epoch = number;
        }

        @Override
        public void onTrainBatchBegin(int batch) {
            if (epoch == inEpoch && batch == beforeBatch) {
                throw new IllegalStateException("killed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backups")
    void aKilledFitGoesOnAsInKeras(Map<String, Object> golden) throws IOException {
        Map<String, Object> config = Config.map("", golden.get("config"));
        List<?> kill = (List<?>) golden.get("kill");
        Path backup = folder.resolve("new/backup");
        Kill killer = new Kill((Integer) kill.get(0), (Integer) kill.get(1));
        Map<String, Object> data = fits();
        assertThatThrownBy(() -> fit(model(data), data, backup(backup, config), killer))
                .hasMessage("killed");
        Map<String, Object> metadata =
                keras4j.core.Json.read("", Files.readAllBytes(backup.resolve("training_metadata.json")));
        assertThat(metadata).isEqualTo(golden.get("metadata"));
        Sequential model = model(data);
        History history = fit(model, data, backup(backup, config));
        Config.map("", golden.get("history")).forEach((name, values) -> {
            List<?> expected = (List<?>) values;
            assertThat(history.get(name)).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                Goldens.assertClose(history.get(name).get(i), ((Number) expected.get(i)).doubleValue());
            }
        });
        assertWeights(model, (List<?>) golden.get("weights"));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted())
                    .isEqualTo(golden.get("files"));
        }
    }

    private static void assertWeights(Sequential model, List<?> expected) {
        for (int i = 0; i < expected.size(); i++) {
            float[] found = NdArrays.floats(model.getWeights().get(i));
            float[] values = Goldens.floats(expected.get(i));
            for (int j = 0; j < values.length; j++) {
                Goldens.assertClose(found[j], values[j]);
            }
        }
    }

    private static BackupAndRestore backup(Path folder, Map<String, Object> config) {
        BackupAndRestore callback = new BackupAndRestore(folder)
                .doubleCheckpoint((Boolean) config.getOrDefault("double_checkpoint", false))
                .deleteCheckpoint((Boolean) config.getOrDefault("delete_checkpoint", true));
        return config.containsKey("save_freq") ? callback.saveFreq((Integer) config.get("save_freq")) : callback;
    }

    private Sequential random() {
        Keras4j.setRandomSeed(4);
        Sequential model = new Sequential(new Input(3), new Dense(9), new Dropout(0.4), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        return model;
    }

    private static void fitShuffled(Sequential model, Callback... callbacks) {
        Map<String, Object> data = fits();
        model.fit(
                rows(data.get("x")),
                rows(data.get("y")),
                batchSize(4),
                epochs(5),
                seed(7),
                verbose(0),
                callbacks(callbacks));
    }

    /** Where Keras shuffles anew, the order of the samples and dropout are here those of a fit that was not killed. */
    @Test
    void aKilledFitEndsWithTheWeightsOfOneThatWasNot() {
        Sequential whole = random();
        fitShuffled(whole);
        Path backup = folder.resolve("backup");
        assertThatThrownBy(() -> fitShuffled(random(), new BackupAndRestore(backup), new Kill(3, 2)))
                .hasMessage("killed");
        Sequential again = random();
        fitShuffled(again, new BackupAndRestore(backup));
        assertThat(again.getWeights()).isEqualTo(whole.getWeights());
        assertThat(backup).doesNotExist();
    }

    /** Weights are written before the metadata, and are no part of it until that is there. */
    @Test
    void aKilledBackupIsNone() throws IOException {
        Sequential whole = random();
        fitShuffled(whole);
        Path backup = folder.resolve("backup");
        assertThatThrownBy(() -> fitShuffled(random(), new BackupAndRestore(backup), new Kill(2, 0)))
                .hasMessage("killed");
        random().saveWeights(backup.resolve(
                "BackupAndRestore.3-0.weights.h5")); // killed before the metadata of the third epoch
        Sequential again = random();
        fitShuffled(again, new BackupAndRestore(backup).deleteCheckpoint(false));
        assertThat(again.getWeights()).isEqualTo(whole.getWeights());
        assertThat(backup.resolve("BackupAndRestore.3-0.weights.h5")).doesNotExist();
        // and before the weights had their name
        Files.move(backup.resolve("latest.weights.h5"), backup.resolve("BackupAndRestore.5-0.weights.h5"));
        Sequential ended = random();
        fitShuffled(ended, new BackupAndRestore(backup));
        assertThat(ended.getWeights()).isEqualTo(whole.getWeights());
    }

    /** Also those that look like its own. */
    @Test
    void checkpointsOfOthersInTheFolderStay() throws IOException {
        for (boolean deletes : new boolean[] {true, false}) {
            Path backup = folder.resolve("backup" + deletes);
            ModelCheckpoint own =
                    new ModelCheckpoint(backup + "/{epoch:02d}-{loss:.2f}.weights.h5").saveWeightsOnly(true);
            Files.createDirectories(backup);
            Files.writeString(backup.resolve("10-3.weights.h5"), "not of the callback");
            fitShuffled(random(), own, new BackupAndRestore(backup).deleteCheckpoint(deletes));
            try (Stream<Path> left = Files.list(backup)) {
                assertThat(left.filter(file -> file.toString().matches(".*\\d\\.weights\\.h5")))
                        .hasSize(6);
            }
        }
    }

    @Test
    void theStateBeforeIsThereWhenTheLastCannotBeRead() throws IOException {
        Sequential whole = random();
        fitShuffled(whole);
        Path backup = folder.resolve("backup");
        assertThatThrownBy(() ->
                        fitShuffled(random(), new BackupAndRestore(backup).doubleCheckpoint(true), new Kill(3, 1)))
                .hasMessage("killed");
        Files.write(backup.resolve("latest.weights.h5"), new byte[100]);
        Files.writeString(backup.resolve("mine.txt"), "not of the callback");
        Sequential again = random();
        fitShuffled(again, new BackupAndRestore(backup).doubleCheckpoint(true));
        assertThat(again.getWeights()).isEqualTo(whole.getWeights());
        try (Stream<Path> left = Files.list(backup)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("mine.txt");
        }
        Files.write(backup.resolve("latest.weights.h5"), new byte[100]);
        assertThatThrownBy(() -> fitShuffled(random(), new BackupAndRestore(backup)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("latest.weights.h5");
    }

    @Test
    void anInvalidLossEndsFitAsInKeras() {
        Map<String, Object> golden = Config.map("", GOLDENS.get("terminated"));
        List<Integer> batches = new ArrayList<>();
        Callback counter = new LambdaCallback().onTrainBatchEnd((batch, logs) -> batches.add(batch));
        assertThat(printed(() -> fitDiverging(new TerminateOnNaN(), counter))).isEqualTo(golden.get("printed"));
        assertThat(batches).isEqualTo(golden.get("batches"));
        assertThatThrownBy(() -> fitDiverging(new TerminateOnNaN().raiseError(true)))
                .isInstanceOf(KerasException.class)
                .hasMessage("TerminateOnNaN: expected a finite loss, received inf in batch 2");
    }

    private static void fitDiverging(Callback... callbacks) {
        Sequential model = new Sequential(new Input(1), new Dense(1).kernelInitializer("ones"));
        model.compile(optimizer(new SGD().learningRate(1e15)), loss("mse"));
        float[][] x = {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}};
        model.fit(x, new float[8][1], batchSize(1), epochs(3), shuffle(false), verbose(0), callbacks(callbacks));
    }

    /** What a callback puts into the logs is in History and in the progress line; not in those of a batch. */
    @Test
    void valuesOfCallbacksAreLogged() {
        Map<String, Object> data = fits();
        Sequential model = model(data);
        Callback own = new LambdaCallback().onEpochEnd((epoch, logs) -> logs.put("half", logs.loss() / 2));
        History history = fit(model, data, own, new LearningRateScheduler(epoch -> 0.125));
        assertThat(history.history()).containsOnlyKeys("accuracy", "loss", "half", "learning_rate");
        assertThat(history.get("learning_rate")).containsOnly(0.125);
        assertThat(history.get("half").get(2)).isEqualTo(history.get("loss").get(2) / 2);
        assertThatThrownBy(() ->
                        fit(model, data, new LambdaCallback().onTrainBatchEnd((batch, logs) -> logs.put("half", 1))))
                .isInstanceOf(KerasException.class)
                .hasMessage("logs.put: expected the logs of onEpochEnd, received those of a batch or an evaluation");
    }
}
