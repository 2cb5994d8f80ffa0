package keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Whatever people have numbers in becomes the same samples. */
class ArraysTest {
    private static final float[][] ROWS = {{1, 0, 1}, {0, 1, 1}};

    /** (2, 3) in all number types that Java and ND4J have. */
    private static List<Object> tables() {
        return List.of(
                ROWS,
                new double[][] {{1, 0, 1}, {0, 1, 1}},
                new int[][] {{1, 0, 1}, {0, 1, 1}},
                new long[][] {{1, 0, 1}, {0, 1, 1}},
                new short[][] {{1, 0, 1}, {0, 1, 1}},
                new byte[][] {{1, 0, 1}, {0, 1, 1}},
                new boolean[][] {{true, false, true}, {false, true, true}},
                Nd4j.create(ROWS),
                Nd4j.create(ROWS).castTo(DataType.INT64),
                Nd4j.create(ROWS).castTo(DataType.BOOL),
                Nd4j.create(ROWS).castTo(DataType.DOUBLE).dup('f'),
                Npy.of(ROWS),
                Dataset.of(ROWS));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anyType(Object table) {
        Dataset data = Dataset.of(table, table);
        assertThat(data.xShape()).isEqualTo(Shape.of(3));
        assertThat(data.yShape()).isEqualTo(Shape.of(3));
        assertThat(Arrays.deepEquals(data.xRows(), ROWS)).isTrue();
        assertThat(Arrays.deepEquals(data.yRows(), ROWS)).isTrue();
        assertThat(data.weightShapes()).isEmpty();
        assertThat(data.sampleWeight(table).weightShapes()).containsExactly(Shape.of(3));
        Dataset two = Dataset.of(List.of(table, new double[2][4][5]), List.of(new int[2], table));
        assertThat(two.xShapes()).containsExactly(Shape.of(3), Shape.of(4, 5));
        assertThat(two.yShapes()).containsExactly(Shape.of(), Shape.of(3));
    }

    @Test
    void anyNumberOfAxes() {
        assertThat(Dataset.of(new int[] {4, 5}).xShape()).isEqualTo(Shape.of(1));
        assertThat(Dataset.of(new int[2], new byte[2]).yShape()).isEqualTo(Shape.of());
        assertThat(Dataset.of(new float[2][3][4]).xShape()).isEqualTo(Shape.of(3, 4));
        assertThat(Dataset.of(new long[2][3][4][5]).xShape()).isEqualTo(Shape.of(3, 4, 5));
        Dataset five = Dataset.of(new double[2][3][4][5][6], new double[2][3][4][5][6]);
        assertThat(five.xShape()).isEqualTo(Shape.of(3, 4, 5, 6));
        assertThat(five.size()).isEqualTo(2);
        int[][][] cube = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}};
        assertThat(Dataset.of(cube).x(2)).containsExactly(9, 10, 11, 12);
        assertThat(Dataset.of(cube).x(0)).containsExactly(1, 2, 3, 4);
        assertThat(Npy.of(cube).shape()).isEqualTo(Shape.of(3, 2, 2));
    }

    @Test
    void arraysAreCopied() {
        float[][] x = {{1, 2}};
        float[] y = {3};
        Dataset data = Dataset.of(x, y).sampleWeight(y);
        x[0][1] = 7;
        y[0] = 7;
        assertThat(data.x(0)).containsExactly(1, 2);
        assertThat(data.y(0)).containsExactly(3);
        assertThat(data.whole().weights(0)).containsExactly(3);
        data.xRows()[0][0] = 9;
        assertThat(data.x(0)).containsExactly(1, 2);
    }

    @Test
    void aRowAndTheShapeOfASample() {
        Dataset data = Dataset.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, Shape.of(2, 2));
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.xShape()).isEqualTo(Shape.of(2, 2));
        assertThat(data.x(1)).containsExactly(5, 6, 7, 8);
        Dataset labelled = Dataset.of(data, new int[] {7, 8, 9});
        assertThat(labelled.xShape()).isEqualTo(Shape.of(2, 2));
        assertThat(labelled.y(2)).containsExactly(9);
        assertThat(Dataset.of(new float[2], Shape.of()).xShape()).isEqualTo(Shape.of(1));
        assertError(
                "x: expected numbers of some samples of shape (2, 2), received 5 numbers",
                new float[5],
                Shape.of(2, 2));
        assertError("x: expected numbers of some samples of shape (2,), received 0 numbers", new float[0], Shape.of(2));
        assertError("Dataset: expected the shape of a sample, received null", new float[4], null);
    }

    private static void assertError(String message, float[] values, Shape shape) {
        assertThatThrownBy(() -> Dataset.of(values, shape))
                .isInstanceOf(KerasException.class)
                .hasMessage(message);
    }

    @Test
    void wholeNumbersAreNotRounded() {
        assertThat(Dataset.of(new long[] {1L << 24, -(1L << 24), 1L << 40, Long.MIN_VALUE})
                        .inputs())
                .containsExactly(16777216, -16777216, 0x1p40f, -0x1p63f);
        assertThat(Dataset.of(new double[] {16777217, 0.1}).inputs()).containsExactly(16777216, 0.1f);
        String expected =
                ": expected a whole number that float32 has, as all up to 16,777,216 (doubles are rounded), received ";
        assertError("x[1][0]" + expected + "16777217", new int[][] {{1, 2}, {16777217, 3}});
        assertError("x[0]" + expected + "-16777217", new long[] {-16777217});
        assertError("x[0]" + expected + Long.MAX_VALUE, new long[] {Long.MAX_VALUE});
        assertError("x[2]" + expected + "16777217", Nd4j.createFromArray(1L, 2L, 16777217L));
        assertError(
                "x[0][1]" + expected + "16777217",
                Nd4j.createFromArray(1, 3, 16777217, 4)
                        .reshape(2, 2)
                        .transpose()
                        .dup('f')
                        .transpose()
                        .transpose());
        assertError("x[1][1]: expected a number within float32, received -1.0E39", new double[][] {{1, 2}, {3, -1e39}});
        assertThat(Dataset.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE})
                        .inputs())
                .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 0);
    }

    private static void assertError(String message, Object x) {
        assertThatThrownBy(() -> Dataset.of(x))
                .isInstanceOf(KerasException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoArrayOfNumbers() {
        String expected =
                ": expected an array of numbers such as float[][], double[][] or int[], an INDArray, an Npy or a Dataset, received ";
        assertError("x" + expected + "null", (Object) null);
        assertError("x" + expected + "java.lang.String", "1,2");
        assertError("x" + expected + "char[]", new char[] {1});
        assertError("x" + expected + "java.lang.Double[][]", new Double[][] {{1.0}});
        assertError("x" + expected + "java.lang.Object[]", new Object[] {new float[1]});
        assertError("x, array 1" + expected + "java.lang.Double", List.of(new float[1], 1.0));
        assertError("x, array 0" + expected + "null", Arrays.asList((Object) null));
        assertError("x: expected at least one array, received none", List.of());
        assertError("x: expected numbers or booleans, received an array of type UTF8", Nd4j.create("one", "two"));
        assertError("x: expected an array (samples, ..), received a single number", Nd4j.scalar(1));
        assertThatThrownBy(() -> Dataset.of(ROWS, Shape.of(1))).hasMessage("y" + expected + "keras4j.core.Shape");
        assertThatThrownBy(() -> Dataset.of(
                        ROWS, BatchStream.of(() -> List.of(Dataset.of(ROWS)).iterator())))
                .hasMessage("y" + expected + "keras4j.data.BatchStream");
    }

    @Test
    void emptyRaggedAndMissing() {
        String empty = ": expected at least one sample with at least one number, received ";
        assertError("x" + empty + "an empty array", new double[0]);
        assertError("x[0]" + empty + "an empty array", new int[3][0]);
        assertError("x[0]" + empty + "null", new int[3][]);
        assertError("x[0][0]" + empty + "an empty array", new float[3][2][0][5]);
        assertError("x: expected at least one sample, received an array of shape []", Nd4j.empty(DataType.FLOAT));
        assertError(
                "x[1]: expected an array of length 2, as x[0], received one of length 3",
                new int[][] {{1, 2}, {3, 4, 5}});
        assertError("x[1][0]: expected an array of length 2, as x[0][0], received null", new byte[][][] {
            {{1, 2}}, {null}
        });
        assertError("x[1]: expected an array of length 1, as x[0], received one of length 2", new byte[][][] {
            {{1, 2}}, {{1, 2}, {3, 4}}
        });
        assertError("x[2][1]: expected an array of length 2, as x[0][0], received one of length 0", new double[][][] {
            {{1, 2}, {3, 4}}, {{1, 2}, {3, 4}}, {{1, 2}, {}}
        });
        assertThatThrownBy(() -> Dataset.of(new int[2][3], new double[3]))
                .hasMessage("y: expected as many labels as there are samples in x, 2, received 3 labels");
        assertError(
                "x, array 1: expected as many samples as in array 0, 2, received 3 samples",
                List.of(new int[2][3], new int[3][2]));
        assertThatThrownBy(() -> Dataset.of(ROWS).sampleWeight(new int[3]))
                .hasMessage("sampleWeight: expected as many weights as there are samples in x, 2, received 3 weights");
        assertThatThrownBy(() -> Dataset.of(ROWS).sampleWeight(new int[2][3][4]))
                .hasMessage(
                        "sampleWeight: expected an array (samples) or (samples, positions), received one of shape (None, 3, 4)");
    }

    @Test
    void aDatasetAsAnArrayHasInputsOnly() {
        Dataset labelled = Dataset.of(ROWS, new int[2]);
        assertThat(Dataset.of(labelled)).isSameAs(labelled);
        assertThatThrownBy(() -> Dataset.of(labelled, new int[2]))
                .hasMessage(
                        "x: expected samples without labels, where there is a y, received Dataset(x (None, 3), y (None,))");
        assertThatThrownBy(() -> Dataset.of(ROWS, labelled))
                .hasMessage(
                        "y: expected one input without labels and weights, received Dataset(x (None, 3), y (None,))");
        assertError(
                "x, array 0: expected one input without labels and weights, received Dataset(x (None, 3), y (None,))",
                List.of(labelled));
        Dataset weighted = Dataset.of(Dataset.of(ROWS).sampleWeight(new int[] {1, 2}), new int[2]);
        assertThat(weighted.whole().weights(0)).containsExactly(1, 2);
    }

    @Test
    void oneAxisIsOneSampleToPredict() {
        assertThat(Dataset.samples(new double[] {1, 2, 3}).xShape()).isEqualTo(Shape.of(3));
        assertThat(Dataset.samples(NdArrays.of(new float[3], 3)).size()).isEqualTo(1);
        assertThat(Dataset.samples(List.of(new int[3], new int[2])).xShapes())
                .containsExactly(Shape.of(3), Shape.of(2));
        assertThat(Dataset.samples(ROWS).size()).isEqualTo(2);
    }
}
