package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationData;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import keras4j.callbacks.CSVLogger;
import keras4j.callbacks.EarlyStopping;
import keras4j.callbacks.LearningRateScheduler;
import keras4j.callbacks.ModelCheckpoint;
import keras4j.callbacks.ReduceLROnPlateau;
import keras4j.callbacks.SwapEMAWeights;
import keras4j.callbacks.TensorBoard;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.metrics.F1Score;
import keras4j.metrics.Precision;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.LossScaleOptimizer;
import keras4j.optimizers.MultiOptimizer;
import keras4j.optimizers.OptimizerMap;
import keras4j.optimizers.SGD;
import keras4j.optimizers.schedules.ExponentialDecay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages of weights, several learning rates and metrics of several numbers in callbacks, as in src/test/python/make_rate_goldens.py. */
class CallbackFitsTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("callback_fits");
    private static final Dataset DATA =
            Dataset.of(KerasCallbacksTest.rows(GOLDEN.get("x")), KerasCallbacksTest.rows(GOLDEN.get("y")));

    @TempDir
    Path folder;

    private static Adam adam() {
        return new Adam().learningRate(0.02);
    }

    private static Adam averaging() {
        return adam().useEma(true).emaMomentum(0.8);
    }

    private static Optimizer multi(Adam first) {
        return new MultiOptimizer(new OptimizerMap(new SGD().learningRate(0.1)).put(".*first/.*", first));
    }

    private static Optimizer optimizerOf(String name) {
        return switch (name) {
            case "adam" -> averaging();
            case "overwriting" ->
                new SGD().learningRate(0.2).useEma(true).emaMomentum(0.9).emaOverwriteFrequency(5);
            case "scaled" -> new LossScaleOptimizer(averaging());
            case "multi" -> multi(averaging());
            case "none" -> adam();
            case "multi_none" -> multi(adam());
            default -> new SGD().learningRate(new ExponentialDecay(0.1, 7, 0.5));
        };
    }

    private static Sequential model(String optimizer, Object... metrics) {
        Sequential model = new Sequential(
                new Input(3),
                new Dense(5).activation("tanh").name("first"),
                new Dense(2).activation("softmax").name("second"));
        List<?> weights = (List<?>) GOLDEN.get("weights");
        model.setWeights(List.of(
                NdArrays.of(Goldens.floats(weights.get(0)), 3, 5),
                NdArrays.of(Goldens.floats(weights.get(1)), 5),
                NdArrays.of(Goldens.floats(weights.get(2)), 5, 2),
                NdArrays.of(Goldens.floats(weights.get(3)), 2)));
        model.compile(optimizer(optimizerOf(optimizer)), loss("categorical_crossentropy"), metrics(List.of(metrics)));
        return model;
    }

    private static History fit(Model model, FitArg... more) {
        List<FitArg> all = new ArrayList<>(List.of(batchSize(4), epochs(3), shuffle(false), verbose(0)));
        for (FitArg each : more) {
            all.removeIf(other -> other.getClass() == each.getClass());
            all.add(each);
        }
        return model.fit(DATA, all.toArray(FitArg[]::new));
    }

    private static void assertClose(double found, Object expected) {
        Goldens.assertClose(found, ((Number) expected).doubleValue());
    }

    private static void assertWeights(Model model, Object golden) {
        List<?> expected = (List<?>) golden;
        for (int i = 0; i < expected.size(); i++) {
            float[] found = NdArrays.floats(model.getWeights().get(i));
            float[] values = Goldens.floats(expected.get(i));
            for (int j = 0; j < values.length; j++) {
                Goldens.assertClose(found[j], values[j]);
            }
        }
    }

    private static void assertHistory(History history, Object golden) {
        Map<String, Object> expected = Config.map("history", golden);
        assertThat(history.history()).containsOnlyKeys(expected.keySet());
        expected.forEach((name, values) -> {
            List<?> numbers = (List<?>) values;
            assertThat(history.get(name)).hasSameSizeAs(numbers);
            for (int i = 0; i < numbers.size(); i++) {
                assertClose(history.get(name).get(i), numbers.get(i));
            }
        });
    }

    static List<Map<String, Object>> swaps() {
        return ((List<?>) GOLDEN.get("swaps"))
                .stream().map(each -> Config.map("", each)).toList();
    }

    /** What other callbacks see, validation measures, fit leaves, and what evaluate and predict work with, and leave. */
    @ParameterizedTest
    @MethodSource("swaps")
    void averagesAreSwappedAsInKeras(Map<String, Object> golden) {
        Sequential model = model((String) golden.get("optimizer"));
        List<?> seen = (List<?>) golden.get("seen");
        int[] epochs = new int[1];
        Callback recorder = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs) {
                assertWeights(model, seen.get(epoch));
                epochs[0]++;
                if ((Boolean) golden.get("stop") && epoch == 1) {
                    model.setStopTraining(true);
                }
            }
        };
        SwapEMAWeights swap = new SwapEMAWeights().swapOnEpoch((Boolean) golden.get("swap_on_epoch"));
        History history = fit(model, callbacks(swap, recorder), validationData(DATA.slice(0, 10)));
        assertHistory(history, golden.get("history"));
        assertThat(epochs[0]).isEqualTo(seen.size());
        assertWeights(model, golden.get("left"));
        model.trainOnBatch(DATA.slice(0, 4));
        assertClose(
                model.evaluate(DATA, verbose(0), callbacks(new SwapEMAWeights()))
                        .loss(),
                golden.get("evaluated"));
        assertWeights(model, golden.get("after_evaluate"));
        float[] expected = Goldens.floats(golden.get("predicted"));
        float[] found = NdArrays.floats(model.predict(DATA.slice(0, 2), callbacks(new SwapEMAWeights())));
        for (int i = 0; i < expected.length; i++) {
            Goldens.assertClose(found[i], expected[i]);
        }
        assertWeights(model, golden.get("after_evaluate")); // in Keras 3.15.1 the averages stay
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "plateau"})
    void eachLearningRateIsSetAndLogged(String name) {
        Map<String, Object> golden =
                Config.map("", Config.map("rates", GOLDEN.get("rates")).get(name));
        Sequential model = model("multi_none");
        Callback callback = name.equals("scheduler")
                ? new LearningRateScheduler((epoch, rate) -> rate * 0.5).verbose(1)
                : new ReduceLROnPlateau()
                        .monitor("loss")
                        .patience(1)
                        .minDelta(10)
                        .verbose(1)
                        .minLr(0.002);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertHistory(
                    fit(model, callbacks(callback), epochs(name.equals("scheduler") ? 3 : 5)), golden.get("history"));
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(golden.get("printed"));
        assertWeights(model, golden.get("weights"));
    }

    /** Two of one name are two. */
    @Test
    void learningRatesOfOneNameAreNumbered() {
        Optimizer two = new MultiOptimizer(new OptimizerMap(new SGD()).put(".*first/.*", new SGD().learningRate(0.5)));
        assertThat(new LossScaleOptimizer(two).rates().keySet())
                .containsExactly("learning_rate_sgd", "learning_rate_sgd_1");
        assertThat(two.rates().get("learning_rate_sgd").learningRate()).isEqualTo(0.5);
    }

    @Test
    void eachLearningRateIsInTheEvents() throws IOException {
        fit(model("multi_none"), callbacks(new TensorBoard().logDir(folder).writeGraph(false)));
        Set<String> tags = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("train"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (Object tag : (List<?>) GOLDEN.get("tags")) {
                    if (text.contains(tag.toString())) {
                        tags.add(tag.toString());
                    }
                }
                assertThat(text.replaceAll("epoch_learning_rate_(adam|sgd)", ""))
                        .doesNotContain("learning_rate");
            }
        }
        assertThat(new ArrayList<>(tags)).isEqualTo(GOLDEN.get("tags"));
    }

    /** Paths of weights are Keras's, of cells and models in a model, too. */
    @Test
    void histogramsHaveKerasNames() throws IOException {
        Symbol x = Args.input(4, 3);
        Model inner = new Model(x, new LSTM(2).name("memory").apply(x));
        inner.name("encoder");
        Sequential chain =
                new Sequential(new Input(2), new BatchNormalization().name("normal"), new Dense(2).name("inside"));
        chain.name("chain");
        Sequential model = new Sequential(new Input(4, 3), inner, chain, new Dense(1).name("head"));
        model.name("net").compile(optimizer("sgd"), loss("mse"));
        model.fit(
                new float[4][4][3],
                new float[4][1],
                verbose(0),
                callbacks(new TensorBoard().logDir(folder).histogramFreq(1).writeGraph(false)));
        Set<String> tags = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("train"))) {
            for (Path file : files.toList()) {
                Pattern.compile("[a-z_/]+/histogram")
                        .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(found -> tags.add(found.group()));
            }
        }
        assertThat(new ArrayList<>(tags)).isEqualTo(GOLDEN.get("histograms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";"})
    void severalNumbersAreWrittenAsByKeras(String separator) throws IOException {
        Path file = folder.resolve("log.csv");
        Sequential model = model(
                "none",
                new F1Score().average(null),
                new Precision().thresholds(0.3, 0.6).name("p,q"));
        fit(model, callbacks(new CSVLogger(file).separator(separator)), validationData(DATA.slice(0, 10)));
        String expected = (String) Config.map("", GOLDEN.get("csv")).get(separator);
        List<String> found = parts(Files.readString(file));
        List<String> parts = parts(expected);
        assertThat(words(found)).isEqualTo(words(parts));
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).matches("[0-9.]+")) {
                Goldens.assertClose(Double.parseDouble(found.get(i)), Double.parseDouble(parts.get(i)));
            }
        }
    }

    /** Numbers, and what is between them. */
    private static List<String> parts(String text) {
        return Arrays.asList(text.split("(?<=[0-9])(?![0-9.])|(?<![0-9.])(?=[0-9])"));
    }

    private static List<String> words(List<String> parts) {
        return parts.stream()
                .map(part -> part.matches("[0-9.]+") ? "number" : part)
                .toList();
    }

    private record Failing(String optimizer, Callback callback, String message, Object... metrics) {}

    /** Each fails where Keras does, and only there. */
    @Test
    void failsWhereKerasDoes() {
        Map<String, Failing> cases = new LinkedHashMap<>();
        String noAverages =
                "SwapEMAWeights: expected an optimizer with useEma(true) that has taken a step, received one without averages of weights";
        String scheduled = "SGD.learningRate: expected an optimizer whose learning rate no schedule says, received ";
        Callback plateau = new ReduceLROnPlateau().monitor("loss").patience(1).minDelta(10);
        Object f1 = new F1Score().average(null);
        cases.put("no averages", new Failing("none", new SwapEMAWeights(), noAverages));
        cases.put("no averages of several", new Failing("multi_none", new SwapEMAWeights(), noAverages));
        cases.put(
                "scheduler of a schedule",
                new Failing("scheduled", new LearningRateScheduler((epoch, rate) -> rate * 0.5), scheduled));
        cases.put("plateau of a schedule", new Failing("scheduled", plateau, scheduled));
        cases.put(
                "plateau of a schedule that waits",
                new Failing("scheduled", new ReduceLROnPlateau().monitor("loss"), null));
        cases.put(
                "stopping by several numbers",
                new Failing(
                        "none",
                        new EarlyStopping().monitor("f1_score"),
                        "EarlyStopping.monitor: expected a value of one number, received f1_score [",
                        f1));
        cases.put(
                "plateau by several numbers",
                new Failing(
                        "none",
                        new ReduceLROnPlateau().monitor("f1_score"),
                        "ReduceLROnPlateau.monitor: expected a value of one number, received f1_score [",
                        f1));
        Map<String, Object> golden = Config.map("", GOLDEN.get("failing"));
        assertThat(cases.keySet()).isEqualTo(golden.keySet());
        cases.forEach((name, each) -> {
            assertThat(each.message() == null).as(name).isEqualTo(golden.get(name) == null);
            Sequential model = model(each.optimizer(), each.metrics());
            if (each.message() == null) {
                fit(model, callbacks(each.callback()));
            } else {
                assertThatThrownBy(() -> fit(model, callbacks(each.callback()), validationData(DATA)))
                        .as(name)
                        .isInstanceOf(KerasException.class)
                        .hasMessageStartingWith(each.message());
            }
        });
    }

    @Test
    void averagesAreThereAfterAStep() {
        assertThatThrownBy(() -> model("adam").evaluate(DATA, verbose(0), callbacks(new SwapEMAWeights())))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("that has taken a step");
        Sequential uncompiled = new Sequential(new Input(3), new Dense(2));
        assertThatThrownBy(() -> uncompiled.predict(DATA, callbacks(new SwapEMAWeights())))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("useEma(true)");
    }

    /** As Keras falls back to saving each time. */
    @Test
    void theBestOfSeveralNumbersIsEach() {
        fit(
                model("none", new F1Score().average(null)),
                callbacks(new ModelCheckpoint(folder + "/{epoch}.keras")
                        .monitor("f1_score")
                        .saveBestOnly(true)));
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(folder.resolve(epoch + ".keras")).exists();
        }
    }
}
