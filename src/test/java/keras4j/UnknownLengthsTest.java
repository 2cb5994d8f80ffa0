package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.BatchStream;
import keras4j.data.Dataset;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inputs of unknown lengths, compared with real Keras (make_length_goldens.py). */
class UnknownLengthsTest {
    @TempDir
    Path folder;

    static List<Named> goldens() {
        List<Named> all = new ArrayList<>();
        for (Object golden : (List<?>) Goldens.read("lengths").get("goldens")) {
            all.add(new Named(Config.map("golden", golden)));
        }
        return all;
    }

    record Named(Map<String, Object> golden) {
        INDArray array(String name, int batch) {
            List<?> shape = (List<?>) ((List<?>) golden.get(name + "_shapes")).get(batch);
            return NdArrays.of(
                    Goldens.floats(((List<?>) golden.get(name)).get(batch)),
                    shape.stream().mapToLong(dim -> ((Number) dim).longValue()).toArray());
        }

        int batches() {
            return ((List<?>) golden.get("x")).size();
        }

        @Override
        public String toString() {
            return (String) golden.get("name");
        }
    }

    private static void assertPredicts(Named golden, Model model) {
        for (int i = 0; i < golden.batches(); i++) {
            INDArray expected = golden.array("y", i);
            INDArray found = model.predict(golden.array("x", i));
            assertThat(found.shape()).isEqualTo(expected.shape());
            PublicCasesTest.assertClose(NdArrays.floats(found), NdArrays.floats(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void predictsBatchesOfAnyLength(Named golden) {
        assertPredicts(golden, Goldens.model(golden.golden()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void predictorsServeThem(Named golden) {
        Predictor predictor = Goldens.model(golden.golden()).predictor();
        for (int i = 0; i < golden.batches(); i++) {
            INDArray x = golden.array("x", i);
            float[] expected = NdArrays.floats(golden.array("y", i));
            float[] numbers = NdArrays.floats(x);
            PublicCasesTest.assertClose(predictor.at(sample(x)).predict(numbers), expected);
            if (isOfOneUnknown(predictor)) {
                int size = numbers.length / (int) x.size(0);
                int width = expected.length / (int) x.size(0);
                float[] first = predictor.predict(Arrays.copyOf(numbers, size));
                PublicCasesTest.assertClose(first, Arrays.copyOf(expected, width));
                float[] into = new float[width];
                predictor.predict(Arrays.copyOf(numbers, size), into);
                PublicCasesTest.assertClose(into, first);
            }
        }
    }

    private static boolean isOfOneUnknown(Predictor predictor) {
        return Arrays.stream(predictor.inputShape().dims())
                        .filter(dim -> dim == Input.NONE)
                        .count()
                == 1;
    }

    private static Shape sample(INDArray x) {
        return Shape.of(Arrays.stream(x.shape()).mapToInt(Math::toIntExact).toArray())
                .withoutFirst();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void onnxRuntimeRunsThem(Named golden) throws Exception {
        Path file = folder.resolve("model.onnx");
        Goldens.model(golden.golden()).export(file);
        try (Ort ort = new Ort(file)) {
            for (int i = 0; i < golden.batches(); i++) {
                float[] found = ort.run(List.of(golden.array("x", i))).get(0);
                PublicCasesTest.assertClose(found, NdArrays.floats(golden.array("y", i)));
            }
        }
    }

    /** Whatever the model learns meanwhile, and whoever else asks for other lengths. */
    @Test
    void threadsShareAPredictor() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new LSTM(3), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        float[][] expected = new float[21][];
        for (int length = 1; length <= 20; length++) {
            expected[length] = model.predict(NdArrays.of(numbers(2 * length), 1, length, 2))
                    .toFloatVector();
        }
        Predictor predictor = model.predictor();
        model.trainOnBatch(Dataset.of(NdArrays.of(new float[6], 1, 3, 2), NdArrays.of(new float[] {9}, 1, 1)));
        IntStream.range(0, 400).parallel().forEach(i -> {
            int length = 1 + i * 7 % 20;
            PublicCasesTest.assertClose(predictor.predict(numbers(2 * length)), expected[length]);
        });
        assertThat(predictor.lengths()).isEqualTo(8);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) Math.sin(i);
        }
        return numbers;
    }

    @Test
    void predictorsSayWhatTheyTake() {
        Predictor rows = new Sequential(new Input(Input.NONE, 2), new LSTM(3)).predictor();
        assertThat(rows.inputShape()).isEqualTo(Shape.of(Input.NONE, 2));
        assertThat(rows.at(Shape.of(5, 2)).inputShape()).isEqualTo(Shape.of(5, 2));
        assertThat(rows.predictAll(new float[6])[0]).hasSize(3);
        assertThatThrownBy(() -> rows.predict(new float[3]))
                .hasMessage(
                        "predict(x): expected the numbers of one sample of shape (None, None, 2), received 3 numbers");
        assertThatThrownBy(() -> rows.at(Shape.of(5, 3)))
                .hasMessage("at: expected inputs of shapes (None, None, 2), received (None, 5, 3)");
        assertThatThrownBy(() -> rows.at(Shape.of(5, 2), Shape.of(5, 2)))
                .hasMessageContaining("expected inputs of shapes");
        assertThatThrownBy(() -> rows.at(Shape.of(Input.NONE, 3))).hasMessageContaining("expected inputs of shapes");
        Predictor images = new Sequential(new Input(Input.NONE, Input.NONE, 1), new Conv2D(2, 2)).predictor();
        assertThatThrownBy(() -> images.predict(new float[9]))
                .hasMessage("predict(x): expected a predictor for inputs of known lengths, by at(..), "
                        + "received inputs of shape (None, None, None, 1)");
        assertThat(images.at(Shape.of(3, 4, 1)).predict(new float[24])).hasSize(2 * 2 * 3 * 2);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void dl4jPredictsThem(Named golden) {
        Keras4j.setEngine("dl4j");
        try {
            assertPredicts(golden, Goldens.model(golden.golden()));
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void trainsOnThem(Named golden) {
        assertTrains(golden);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void dl4jTrainsOnThem(Named golden) {
        Keras4j.setEngine("dl4j");
        try {
            assertTrains(golden);
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    private static void assertTrains(Named golden) {
        Model model = Goldens.model(golden.golden());
        model.compile(optimizer(new SGD().learningRate(0.05)), loss("mse"));
        List<?> losses = (List<?>) golden.golden().get("losses");
        for (int i = 0; i < golden.batches(); i++) {
            INDArray y = golden.array("y", i);
            Logs logs = model.trainOnBatch(
                    Dataset.of(golden.array("x", i), NdArrays.of(new float[(int) y.length()], y.shape())));
            Goldens.assertClose(logs.get("loss"), losses.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void summaryHasNone(Named golden) {
        String expected = ((String) golden.golden().get("summary")).strip();
        String found = Goldens.model(golden.golden()).summaryText().strip();
        assertThat(withoutName(found)).isEqualTo(withoutName(expected));
    }

    /** Keras numbers models by what the process has made before. */
    private static String withoutName(String summary) {
        return summary.substring(summary.indexOf('\n'));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void filesKeepThem(Named golden) {
        for (String file : List.of("model.keras", "model.h5")) {
            String path = folder.resolve(file).toString();
            Goldens.model(golden.golden()).save(path);
            assertPredicts(golden, Keras4j.loadModel(path));
        }
    }

    @Test
    void manyLengthsKeepTheOptimizer() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new LSTM(3), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        for (int length = 1; length <= 1000; length++) {
            model.trainOnBatch(
                    Dataset.of(NdArrays.of(new float[2 * length], 1, length, 2), NdArrays.of(new float[1], 1, 1)));
        }
        assertThat(model.optimizerAtWork().iterations()).isEqualTo(1000);
    }

    /** One epoch of fit is these steps, one for each batch of the stream. */
    @ParameterizedTest
    @MethodSource("goldens")
    void fitsStreamsOfThem(Named golden) {
        Model model = Goldens.model(golden.golden());
        model.compile(optimizer(new SGD().learningRate(0.05)), loss("mse"), metrics("mae"));
        BatchStream stream = stream(golden);
        History history = model.fit(stream, verbose(0));
        List<?> losses = (List<?>) golden.golden().get("losses");
        double mean = losses.stream()
                .mapToDouble(loss -> ((Number) loss).doubleValue())
                .average()
                .orElseThrow();
        Goldens.assertClose(history.get("loss").get(0), mean);
        Logs logs = model.evaluate(stream, verbose(0));
        double sum = 0;
        double errors = 0;
        double count = 0;
        for (Iterator<Dataset> batches = batches(golden); batches.hasNext(); ) {
            Dataset batch = batches.next();
            Logs own = model.testOnBatch(batch);
            sum += own.get("loss") / golden.batches();
            errors += own.get("mae") * batch.yShape().positions();
            count += batch.yShape().positions();
        }
        Goldens.assertClose(logs.get("loss"), sum);
        Goldens.assertClose(logs.get("mae"), errors / count);
    }

    private static BatchStream stream(Named golden) {
        return BatchStream.of(() -> batches(golden));
    }

    private static Iterator<Dataset> batches(Named golden) {
        return IntStream.range(0, golden.batches())
                .mapToObj(i -> {
                    INDArray y = golden.array("y", i);
                    return Dataset.of(golden.array("x", i), NdArrays.of(new float[(int) y.length()], y.shape()));
                })
                .iterator();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void predictsStreamsOfThem(Named golden) {
        Model model = Goldens.model(golden.golden());
        if (golden.array("y", 0).rank() > 2) {
            assertThatThrownBy(() -> model.predict(stream(golden)))
                    .hasMessageContaining("predict: expected outputs of the same shape for all batches");
            return;
        }
        float[] found = NdArrays.floats(model.predict(stream(golden)));
        int at = 0;
        for (int i = 0; i < golden.batches(); i++) {
            float[] expected = NdArrays.floats(golden.array("y", i));
            PublicCasesTest.assertClose(Arrays.copyOfRange(found, at, at + expected.length), expected);
            at += expected.length;
        }
        assertThat(at).isEqualTo(found.length);
    }

    /** Only the plans of the last lengths are kept, and each computes what a model computes that has seen no other length. */
    @Test
    void manyLengthsHaveFewPlans() {
        Sequential model = lengths();
        List<WeakReference<Trainer>> trainers = new ArrayList<>();
        Map<Integer, float[]> found = new HashMap<>();
        for (int length = 1; length <= 1000; length++) {
            INDArray x = NdArrays.of(numbers(4 * length), 2, length, 2);
            float[] y = NdArrays.floats(model.predict(x));
            trainers.add(new WeakReference<>(model.trainer().at(List.of(Shape.of(length, 2)))));
            if (length % 333 == 1) {
                found.put(length, y);
            }
        }
        assertThat(model.trainer().lengths()).isEqualTo(8);
        found.forEach((length, y) -> {
            Sequential fresh = lengths();
            fresh.setWeights(model.getWeights());
            INDArray x = NdArrays.of(numbers(4 * length), 2, length, 2);
            PublicCasesTest.assertClose(y, NdArrays.floats(fresh.predict(x)));
        });
        System.gc();
        assertThat(trainers.stream().filter(trainer -> trainer.get() != null)).hasSizeLessThanOrEqualTo(8);
    }

    private static Sequential lengths() {
        return new Sequential(new Input(Input.NONE, 2), new LSTM(3), new Dense(1));
    }

    @Test
    void gradientsAreOfAnyLength() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new LSTM(3), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        Gradients gradients = model.gradients(NdArrays.of(new float[8], 1, 4, 2), NdArrays.of(new float[1], 1, 1));
        model.apply(
                gradients.plus(model.gradients(NdArrays.of(new float[6], 1, 3, 2), NdArrays.of(new float[1], 1, 1))));
        assertThat(model.optimizerAtWork().iterations()).isEqualTo(1);
    }

    @Test
    void weightsNeedKnownLengths() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new Flatten(), new Dense(1));
        assertThatThrownBy(() -> model.predict(NdArrays.of(new float[8], 1, 4, 2)))
                .isInstanceOf(KerasException.class)
                .hasMessage("layer dense: Dense: expected an input of known lengths where weights depend on them, "
                        + "received (None, None)");
    }

    @Test
    void samplesCanBeNumbers() {
        Symbol x = input();
        Model model = new Model(x, x.times(2).plus(1));
        assertThat(model.predict(new float[] {3, 4})).containsExactly(7, 9);
        assertThat(model.predict((Object) new double[] {3, 4})).isDeepEqualTo(new float[][] {{7}, {9}});
        assertThat(model.predict(NdArrays.of(new float[] {3, 4}, 2)).shape()).containsExactly(2);
        assertThat(model.predictor().predict(new float[] {3, 4})).containsExactly(7, 9);
    }

    @Test
    void otherDataAreRefused() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new LSTM(3));
        assertThatThrownBy(() -> model.predict(NdArrays.of(new float[12], 1, 4, 3)))
                .isInstanceOf(KerasException.class)
                .hasMessage("predict(x): expected inputs of shape (None, None, 2), received (None, 4, 3)");
    }

    @Test
    void whatNeedsOneLengthSaysSo() {
        Sequential model = new Sequential(new Input(Input.NONE, 2), new LSTM(3));
        assertThatThrownBy(model::toMultiLayerNetwork).hasMessageContaining("a model whose inputs have known lengths");
    }
}
