package keras4j.callbacks;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationData;
import static keras4j.Args.validationFreq;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import keras4j.Callback;
import keras4j.History;
import keras4j.Keras4j;
import keras4j.Sequential;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
    private static final float[][] X = {{1}, {2}, {3}, {4}};
    private static final float[] Y = {2, 4, 6, 8};

    @TempDir
    Path folder;

    /** y = w x from w = 0: with a small step size the loss gets better in each epoch, with a large one worse. */
    private static Sequential model(double learningRate) {
        Sequential model = new Sequential(new Input(1), new Dense(1).useBias(false));
        model.setWeights(List.of(NdArrays.of(new float[1], 1, 1)));
        model.compile(optimizer(new SGD().learningRate(learningRate)), loss("mse"), metrics("mae"));
        return model;
    }

    private static float weight(Sequential model) {
        return NdArrays.floats(model.getWeights().get(0))[0];
    }

    private static History fit(Sequential model, int count, Callback callback) {
        return model.fit(
                X,
                Y,
                epochs(count),
                batchSize(4),
                shuffle(false),
                validationData(X, Y),
                callbacks(callback),
                verbose(0));
    }

    @Test
    void earlyStoppingEndsWhatGetsNoBetter() {
        Sequential model = model(0.2);
        EarlyStopping stopping = new EarlyStopping().patience(2).restoreBestWeights(true);
        History history = fit(model, 10, stopping);
        assertThat(history.epoch()).containsExactly(0, 1, 2);
        assertThat(stopping.getStoppedEpoch()).isEqualTo(2);
        assertThat(stopping.getBestEpoch()).isZero();
        assertThat(model.isStopTraining()).isTrue();
        // The weights of the end of the first epoch.
        Sequential once = model(0.2);
        fit(once, 1, new LambdaCallback());
        assertThat(weight(model)).isEqualTo(weight(once));
        // What improves goes on, and the same callback may be used again.
        assertThat(fit(model(0.01), 10, stopping).epoch()).hasSize(10);
        // Not by so much, or not better than the baseline.
        assertThat(fit(model(0.01), 10, new EarlyStopping().minDelta(100)).epoch())
                .hasSize(2);
        assertThat(fit(model(0.01), 10, new EarlyStopping().baseline(1e-9).patience(3))
                        .epoch())
                .hasSize(10);
        assertThat(fit(model(0.2), 10, new EarlyStopping().startFromEpoch(4)).epoch())
                .hasSize(6);
        assertThat(fit(model(0.01), 10, new EarlyStopping().monitor("val_mae").mode("max"))
                        .epoch())
                .hasSize(2);
    }

    @Test
    void checkpointsAreWholeModels() throws Exception {
        Sequential model = model(0.01);
        String pattern = folder.resolve("made/{epoch:02d}-{val_loss:.2f}.keras").toString();
        History history = fit(model, 3, new ModelCheckpoint(pattern));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            expected.add(String.format(
                    java.util.Locale.ROOT,
                    "%02d-%.2f.keras",
                    i + 1,
                    history.get("val_loss").get(i)));
        }
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(expected);
        }
        Sequential last = (Sequential) Keras4j.loadModel(folder.resolve("made").resolve(expected.get(2)));
        assertThat(weight(last)).isEqualTo(weight(model));
        assertThat(last.isCompiled()).isTrue();
    }

    @Test
    void theBestOnlyOrAfterSomeBatches() {
        Path best = folder.resolve("best.keras");
        Sequential worsening = model(0.2);
        fit(worsening, 4, new ModelCheckpoint(best.toString()).saveBestOnly(true));
        Sequential once = model(0.2);
        fit(once, 1, new LambdaCallback());
        assertThat(weight((Sequential) Keras4j.loadModel(best))).isEqualTo(weight(once));

        Path none = folder.resolve("none.keras");
        fit(
                model(0.2),
                2,
                new ModelCheckpoint(none.toString()).saveBestOnly(true).initialValueThreshold(0));
        assertThat(none).doesNotExist();

        String pattern = folder.resolve("{epoch}-{batch}.keras").toString();
        model(0.01).fit(X, Y, epochs(2), batchSize(1), callbacks(new ModelCheckpoint(pattern).saveFreq(3)), verbose(0));
        assertThat(folder.resolve("1-3.keras")).exists();
        assertThat(folder.resolve("2-2.keras")).exists();
        assertThat(folder.resolve("2-4.keras")).doesNotExist();
    }

    @Test
    void pathsAreFormattedAsInPython() {
        String pattern = folder.resolve("{epoch:05}-{epoch:0d}-{epoch:3d}-{loss:08.3f}-{mae:.1e}.keras")
                .toString();
        History history = fit(model(0.01), 1, new ModelCheckpoint(pattern));
        String name = String.format(
                java.util.Locale.ROOT,
                "00001-1-  1-%08.3f-%.1e.keras",
                history.get("loss").get(0),
                history.get("mae").get(0));
        assertThat(folder.resolve(name)).exists();
    }

    @Test
    void csvLoggerWritesKerasLines() throws Exception {
        Path file = folder.resolve("log.csv");
        Sequential model = model(0.01);
        History history = fit(model, 2, new CSVLogger(file));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("epoch,loss,mae,val_loss,val_mae");
        assertThat(lines.get(2).split(","))
                .containsExactly(
                        "1",
                        history.get("loss").get(1).toString(),
                        history.get("mae").get(1).toString(),
                        history.get("val_loss").get(1).toString(),
                        history.get("val_mae").get(1).toString());
        assertThat(Files.readString(file)).contains("val_mae\r\n0,");
        fit(model, 1, new CSVLogger(file.toString()).append(true));
        assertThat(Files.readAllLines(file)).hasSize(4);
        // a process that was killed while it wrote a line
        Files.writeString(file, "epoch,loss,mae,val_loss,val_mae\r\n0,0.12");
        fit(model, 1, new CSVLogger(file).append(true));
        assertThat(Files.readAllLines(file)).hasSize(3).element(1).isEqualTo("0,0.12");
        fit(model, 1, new CSVLogger(file).separator(";"));
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("epoch;loss;mae;val_loss;val_mae");

        model.fit(X, Y, epochs(2), validationData(X, Y), validationFreq(2), callbacks(new CSVLogger(file)), verbose(0));
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("epoch,loss,mae,val_loss,val_mae");
        assertThat(Files.readAllLines(file).get(1)).endsWith(",NA,NA");
        assertThat(Files.readAllLines(file).get(2)).doesNotContain("NA");
    }

    @Test
    void lambdasAreCalledInTurn() {
        List<String> calls = new ArrayList<>();
        LambdaCallback callback = new LambdaCallback()
                .onTrainBegin(() -> calls.add("begin"))
                .onEpochBegin(epoch -> calls.add("epoch " + epoch))
                .onTrainBatchBegin(batch -> calls.add("batch " + batch))
                .onTrainBatchEnd((batch, logs) -> calls.add("after " + batch + " " + logs.names()))
                .onEpochEnd((epoch, logs) -> calls.add("after epoch " + epoch + " " + logs.has("val_loss")))
                .onTrainEnd(logs -> calls.add("end " + logs.has("val_loss")));
        fit(model(0.01), 1, callback);
        assertThat(calls)
                .isEqualTo(Arrays.asList(
                        "begin", "epoch 0", "batch 0", "after 0 [loss, mae]", "after epoch 0 true", "end true"));
    }

    @Test
    void wrongUses() {
        assertRefused(
                () -> model(0.1).fit(X, Y, callbacks(new EarlyStopping()), verbose(0)),
                "EarlyStopping.monitor: expected a value of the logs, or validationData or validationSplit in fit,"
                        + " received val_loss without a validation");
        assertRefused(
                () -> fit(model(0.1), 1, new EarlyStopping().monitor("val_los")),
                "EarlyStopping.monitor: expected one of loss, mae, val_loss, val_mae, received \"val_los\"; did you mean"
                        + " \"val_loss\"?");
        assertRefused(
                () -> new EarlyStopping().patience(-1),
                "EarlyStopping.patience: expected a number of at least 0, received -1");
        assertRefused(
                () -> new EarlyStopping().mode("least"), "mode: expected \"auto\", \"min\" or \"max\", received least");
        assertRefused(
                () -> new ModelCheckpoint("a.npz"),
                "ModelCheckpoint.filepath: expected a path that ends with .keras or .h5, received a.npz");
        assertRefused(
                () -> new ModelCheckpoint("a.h5").saveWeightsOnly(true),
                "ModelCheckpoint.saveWeightsOnly: expected a path that ends with .weights.h5, received a.h5");
        assertRefused(
                () -> fit(model(0.1), 1, new ModelCheckpoint("a.weights.h5")),
                "ModelCheckpoint.filepath: expected saveWeightsOnly(true) for a path that ends with .weights.h5,"
                        + " received a.weights.h5");
        assertRefused(
                () -> new ModelCheckpoint("{epoch:x}.keras"),
                "ModelCheckpoint.filepath: expected fields such as {epoch:02d} or {val_loss:.2f}, received {epoch:x}");
        String unknown = folder.resolve("{acc:.2f}.keras").toString();
        assertRefused(
                () -> fit(model(0.1), 1, new ModelCheckpoint(unknown)),
                "ModelCheckpoint.filepath: expected one of epoch, loss, mae, val_loss, val_mae, received \"acc\"");
        assertThatThrownBy(() -> fit(model(0.1), 1, new CSVLogger(folder)))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("CSVLogger: expected a file that can be written, received ");
        assertThatThrownBy(() -> fit(model(0.1), 1, new CSVLogger(folder.resolve("none/log.csv"))))
                .isInstanceOf(KerasException.class);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessage(message);
    }
}
