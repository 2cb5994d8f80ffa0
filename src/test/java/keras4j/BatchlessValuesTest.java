package keras4j;

import static keras4j.Args.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.ops.Ops;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values without an axis of the batch between ops of a model. */
class BatchlessValuesTest {
    private static final float[][] X = {{1, 2, 3}, {4, 5, 6}, {-1, 0, 8}, {2, 2, -4}};

    @AfterEach
    void compiledAgain() {
        Keras4j.setEngine("compiled");
    }

    /** x / max(x), x - mean(x, 0), x @ (x.T @ x), and a reshape to one axis. */
    private static Model model() {
        Symbol x = input(3);
        Symbol scaled = x.dividedBy(Ops.max(x));
        Symbol centred = x.minus(Ops.mean(x, 0));
        Symbol product = Ops.matmul(x, Ops.matmul(Ops.transpose(x), x));
        Symbol flat = x.times(Ops.sum(Ops.reshape(x, -1)));
        return new Model(x, Ops.concatenate(List.of(scaled, centred, product, flat), -1));
    }

    private static float[] expected(int rows) {
        float[] y = new float[rows * 12];
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double[] mean = new double[3];
        double[][] products = new double[3][3];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                max = Math.max(max, X[row][i]);
                sum += X[row][i];
                mean[i] += X[row][i] / rows;
                for (int k = 0; k < 3; k++) {
                    products[i][k] += X[row][i] * X[row][k];
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                y[row * 12 + i] = (float) (X[row][i] / max);
                y[row * 12 + 3 + i] = (float) (X[row][i] - mean[i]);
                for (int k = 0; k < 3; k++) {
                    y[row * 12 + 6 + i] += (float) (X[row][k] * products[k][i]);
                }
                y[row * 12 + 9 + i] = (float) (X[row][i] * sum);
            }
        }
        return y;
    }

    private static void assertRight(Model model) {
        for (int rows : new int[] {4, 2}) {
            INDArray x = NdArrays.of(floats(rows), rows, 3);
            assertThat(NdArrays.floats(model.predict(x))).containsExactly(expected(rows), within(1e-3f));
        }
    }

    private static float[] floats(int rows) {
        float[] all = new float[rows * 3];
        for (int i = 0; i < all.length; i++) {
            all[i] = X[i / 3][i % 3];
        }
        return all;
    }

    @Test
    void areValuesBetweenOps() {
        assertRight(model());
        assertThat(model().summaryText()).contains("()", "(3)");
    }

    @Test
    void inDl4jsEngineToo() {
        Keras4j.setEngine("dl4j");
        assertRight(model());
    }

    static List<Map<String, Object>> goldens() {
        return ((List<?>) Goldens.read("batchless").get("goldens"))
                .stream().map(golden -> Config.map("golden", golden)).toList();
    }

    /** Here, in DL4J's engine and in ONNX Runtime, for batches of several sizes (make_batchless_goldens.py). */
    @ParameterizedTest
    @MethodSource("goldens")
    void areKeras(Map<String, Object> golden, @TempDir Path folder) throws OrtException {
        Model model = Goldens.model(golden);
        Path file = folder.resolve("model.onnx");
        model.export(file);
        try (Ort ort = new Ort(file)) {
            for (int i = 0; i < ((List<?>) golden.get("x")).size(); i++) {
                INDArray x = array(golden, "x", i);
                float[] expected = NdArrays.floats(array(golden, "y", i));
                Keras4j.setEngine("compiled");
                PublicCasesTest.assertClose(NdArrays.floats(model.predict(x)), expected);
                PublicCasesTest.assertClose(ort.run(List.of(x)).get(0), expected);
                Keras4j.setEngine("dl4j");
                PublicCasesTest.assertClose(
                        NdArrays.floats(Goldens.model(golden).predict(x)), expected);
            }
        }
    }

    private static INDArray array(Map<String, Object> golden, String name, int batch) {
        List<?> shape = (List<?>) ((List<?>) golden.get(name + "_shapes")).get(batch);
        return NdArrays.of(
                Goldens.floats(((List<?>) golden.get(name)).get(batch)),
                shape.stream().mapToLong(dim -> ((Number) dim).longValue()).toArray());
    }

    @Test
    void areInFiles(@TempDir Path folder) {
        model().save(folder.resolve("model.keras"));
        assertRight(Keras4j.loadModel(folder.resolve("model.keras")));
        assertRight(Keras4j.modelFromJson(model().toJson()));
    }

    /** Two readers of what a dropout leaves of a mean over the batch, and of numbers that are drawn. */
    private static Model drawn() {
        Symbol x = input(3);
        Symbol some = Ops.dropout(Ops.mean(Ops.add(Ops.abs(x), 1), 0), 0.5, null, new SeedGenerator());
        Symbol noise = Ops.multiply(Ops.max(some), Ops.normal(List.of(3), 0, 1, new SeedGenerator()));
        Symbol none = x.times(0);
        List<Symbol> readers = List.of(none.plus(some), none.minus(some), none.plus(noise), none.minus(noise.times(2)));
        return new Model(x, Ops.concatenate(readers, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void randomNumbersAreDrawnOnceForAllReaders(String engine) {
        Keras4j.setEngine(engine);
        Model model = drawn();
        Set<String> different = new HashSet<>();
        for (int run = 0; run < 20; run++) {
            float[] y = NdArrays.floats(model.predict(NdArrays.of(floats(4), 4, 3)));
            for (int i = 0; i < 3; i++) {
                assertThat(y[3 + i]).isEqualTo(-y[i]);
                assertThat(y[9 + i]).isEqualTo(-2 * y[6 + i]);
            }
            different.add(Arrays.toString(y));
        }
        assertThat(different).hasSizeGreaterThan(10);
    }

    @Test
    void randomNumbersOfSeveralReadersAreNotForDl4j() {
        assertThatThrownBy(() -> drawn().toComputationGraph())
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("of which one op reads; the default engine takes others")
                .hasMessageContaining("dropout");
    }

    @Test
    void modelsInModelsAndUnknownLengths() {
        Symbol x = input(3);
        assertRight(new Model(x, model().apply(x)));
        Symbol any = input(keras4j.layers.Input.NONE, 3);
        Model scaled = new Model(any, any.dividedBy(Ops.max(any)));
        INDArray y = scaled.predict(NdArrays.of(floats(4), 2, 2, 3));
        assertThat(y.getFloat(1, 0, 2)).isEqualTo(1);
    }

    @Test
    void gradientsFlowThroughThem() {
        Symbol x = input(3);
        Symbol hidden = new Dense(2).apply(x);
        Model model = new Model(x, hidden.minus(Ops.mean(hidden, 0)));
        model.compile(Args.optimizer("sgd"), Args.loss("mse"));
        float[][] y = {{1, 0}, {0, 1}, {2, 2}, {1, 1}};
        double before = model.evaluate(X, y, Args.verbose(0)).loss();
        model.fit(X, y, Args.epochs(20), Args.verbose(0));
        assertThat(model.evaluate(X, y, Args.verbose(0)).loss()).isLessThan(before);
    }

    @Test
    void whatNeedsTheAxisSaysSo() {
        Symbol x = input(3);
        assertThatThrownBy(() -> new Model(x, Ops.max(x)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("model outputs: expected outputs whose first axis is that of the batch");
        assertThatThrownBy(() -> new Dense(2).apply(Ops.mean(x, 0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("Dense: expected inputs whose first axis is that of the batch");
    }
}
