package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.sampleWeight;
import static keras4j.Args.shuffle;
import static keras4j.Args.steps;
import static keras4j.Args.validationData;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Each verb takes arrays of any type, and computes with them what it computes with float[][]. */
class AnyDataTest {
    private static final float[][] X = {{1, 0, 2}, {0, 1, 3}, {1, 1, 4}, {0, 0, 5}};
    private static final float[] Y = {1, 0, 1, 0};

    private static Sequential model() {
        Keras4j.setRandomSeed(1);
        Sequential model = new Sequential(new Input(3), new Dense(2).activation("relu"), new Dense(1));
        model.compile(loss("mse"));
        return model;
    }

    private static List<Double> fitted(Object x, Object y, Object weights) {
        return model().fit(
                        x,
                        y,
                        epochs(3),
                        verbose(0),
                        shuffle(false),
                        batchSize(2),
                        sampleWeight(weights),
                        validationData(x, y))
                .get("val_loss");
    }

    @Test
    void eachVerbTakesAnyType() {
        double[][] doubles = {{1, 0, 2}, {0, 1, 3}, {1, 1, 4}, {0, 0, 5}};
        int[][] ints = {{1, 0, 2}, {0, 1, 3}, {1, 1, 4}, {0, 0, 5}};
        boolean[] flags = {true, false, true, false};
        byte[] bytes = {1, 0, 1, 0};
        List<Double> expected = fitted(X, Y, new float[] {1, 2, 1, 2});
        assertThat(fitted(doubles, flags, new double[] {1, 2, 1, 2})).isEqualTo(expected);
        assertThat(fitted(Nd4j.create(X), bytes, new long[] {1, 2, 1, 2})).isEqualTo(expected);
        assertThat(fitted(Collections.singletonList(ints), List.of(Y), Nd4j.createFromArray(1f, 2, 1, 2)))
                .isEqualTo(expected);
        assertThat(fitted(Npy.of(ints), Dataset.of(bytes), new float[][] {{1}, {2}, {1}, {2}}))
                .isEqualTo(expected);
        Sequential model = model();
        assertThat(model.evaluate(doubles, bytes, verbose(0)).get("loss"))
                .isEqualTo(model.evaluate(X, Y, verbose(0)).get("loss"));
        assertThat(model.testOnBatch(ints, flags).get("loss"))
                .isEqualTo(model.testOnBatch(X, Y).get("loss"));
        assertThat(model.gradients(ints, flags).loss())
                .isEqualTo(model.gradients(X, Y).loss());
        assertThat(model().trainOnBatch(ints, bytes).get("loss"))
                .isEqualTo(model().trainOnBatch(X, Y).get("loss"));
        assertThat(NdArrays.floats(normalized(doubles))).containsExactly(NdArrays.floats(normalized(X)));
    }

    private static org.nd4j.linalg.api.ndarray.INDArray normalized(Object x) {
        return new Sequential(new Normalization().adapt(x)).predict(Dataset.of(X));
    }

    @Test
    void predictGivesRowsOrTheSameKindOfArray() {
        Sequential model = model();
        float[][] expected = {model.predict(X[0]), model.predict(X[1]), model.predict(X[2]), model.predict(X[3])};
        assertThat(Arrays.deepEquals(model.predict(X), expected)).isTrue();
        assertThat(Arrays.deepEquals(
                        model.predict(new long[][] {{1, 0, 2}, {0, 1, 3}, {1, 1, 4}, {0, 0, 5}}), expected))
                .isTrue();
        assertThat(Arrays.deepEquals(model.predict((Object) Dataset.of(X, Y)), expected))
                .isTrue();
        assertThat(Arrays.deepEquals(model.predictOnBatch(new double[][] {{1, 0, 2}}), new float[][] {expected[0]}))
                .isTrue();
        assertThat(model.predict(new double[] {1, 0, 2})).isDeepEqualTo(new float[][] {expected[0]});
        assertThat(model.predict(Npy.of(X)).shape()).isEqualTo(Shape.of(4, 1));
        assertThat(model.predict(Npy.of(X)).values()[3]).isEqualTo(expected[3][0]);
        assertThat(model.predict(Nd4j.create(X), steps(1)).shape()).containsExactly(4, 1);
    }

    @Test
    void outputsWithMoreAxesAreRowsToo() {
        Sequential model = new Sequential(new Input(2, 3), new Dense(4));
        double[][][] x = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {1, 2, 3}}};
        float[][] rows = model.predict(x);
        assertThat(model.predict(Npy.of(x)).shape()).isEqualTo(Shape.of(2, 2, 4));
        float[] flat = model.predict(Npy.of(x)).values();
        assertThat(rows).hasDimensions(2, 8);
        assertThat(rows[1]).containsExactly(Arrays.copyOfRange(flat, 8, 16));
        Sequential flattened = new Sequential(new Input(2, 3), new Flatten());
        assertThat(flattened.predict(x)[1]).containsExactly(7, 8, 9, 1, 2, 3);
    }

    @Test
    void anOptionIsNoArray() {
        Sequential model = model();
        String expected =
                "y: expected an array of numbers such as float[][], double[][] or int[], an INDArray, an Npy or a Dataset, received keras4j.Args$";
        assertThatThrownBy(() -> model.fit(X, epochs(3)))
                .hasMessage("dataset: expected labels (y), received inputs only");
        assertThatThrownBy(() -> model.fit(Dataset.of(X), steps(3))).hasMessage(expected + "Steps");
    }

    /** A program with arrays in a process of its own; Nd4j is the class that loads the native libraries. */
    @Test
    void arraysDoNotStartNd4j(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("classes.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithArrays.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes())).contains("done");
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(log))
                .contains(Dense.class.getName())
                .doesNotContain(Nd4j.class.getName())
                .doesNotContain("org.bytedeco");
    }

    static final class WithArrays {
        public static void main(String[] args) {
            Sequential model = model();
            model.fit(new double[][] {{1, 0, 2}, {0, 1, 3}}, new int[] {1, 0}, verbose(0), validationData(X, Y));
            model.evaluate(X, Y, verbose(0));
            model.predict(new int[4][3]);
            model.predict((Object) Dataset.of(Collections.singletonList(X), Y));
            model.predict(Npy.of(X));
            System.out.println(model.predict(X[0]).length + " done");
        }
    }
}
