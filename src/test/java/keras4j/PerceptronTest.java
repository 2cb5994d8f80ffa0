package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** It learns what scikit-learn's Perceptron learned, in make_perceptron_goldens.py. */
class PerceptronTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("perceptron");
    private static final float[][] LOGIC = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final int[] AND = {0, 0, 0, 1};
    private static final int[] OR = {0, 1, 1, 1};
    private static final int[] XOR = {0, 1, 1, 0};

    static List<?> fits() {
        return (List<?>) GOLDEN.get("fits");
    }

    private static float[][] x(Object data) {
        List<?> rows = (List<?>) Config.map("data", data).get("x");
        return rows.stream().map(Goldens::floats).toArray(float[][]::new);
    }

    private static int[] integers(Object list) {
        return ((List<?>) list).stream().mapToInt(item -> (Integer) item).toArray();
    }

    private static void assertClose(double[] found, Object expected) {
        List<?> numbers = (List<?>) expected;
        assertThat(found).hasSize(numbers.size());
        for (int i = 0; i < found.length; i++) {
            double number = Goldens.number(numbers.get(i));
            assertThat(found[i]).isCloseTo(number, within(1e-12 * Math.max(1, Math.abs(number))));
        }
    }

    private static void assertClose(double[][] found, Object expected) {
        List<?> rows = (List<?>) expected;
        assertThat(found).hasNumberOfRows(rows.size());
        for (int i = 0; i < found.length; i++) {
            assertClose(found[i], rows.get(i));
        }
    }

    private static void assertError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @ParameterizedTest
    @MethodSource("fits")
    void learnsWhatScikitLearnDoes(Map<String, Object> golden) {
        Object data = Config.map("data", GOLDEN.get("data")).get(golden.get("data"));
        float[][] x = x(data);
        Perceptron perceptron = new Perceptron()
                .learningRate(Goldens.number(golden.get("learning_rate")))
                .epochs((Integer) golden.get("epochs"))
                .threshold(Goldens.number(golden.get("threshold")));
        Perceptron.Fit fit = perceptron.fit(x, integers(Config.map("data", data).get("y")));
        assertThat(fit.errorsByEpoch()).isEqualTo(golden.get("errors"));
        assertThat(perceptron.classes()).containsExactly(integers(golden.get("classes")));
        assertClose(perceptron.weights(), golden.get("weights"));
        assertClose(perceptron.bias(), golden.get("bias"));
        assertClose(perceptron.decisionFunction(x), golden.get("decision_function"));
        assertThat(perceptron.predict(x)).containsExactly(integers(golden.get("predictions")));
    }

    @Test
    void andAndOrConverge() {
        for (int[] gate : List.of(AND, OR)) {
            Perceptron perceptron = new Perceptron();
            Perceptron.Fit fit = perceptron.fit(LOGIC, gate);
            assertThat(fit.converged()).isTrue();
            assertThat(fit.errors()).isZero();
            assertThat(fit.epochs())
                    .isLessThan(10)
                    .isEqualTo(fit.errorsByEpoch().size());
            assertThat(perceptron.predict(LOGIC)).containsExactly(gate);
            assertThat(perceptron.predict(LOGIC[3])).isEqualTo(1);
        }
    }

    @Test
    void xorDoesNot() {
        Perceptron.Fit fit = new Perceptron().epochs(50).fit(LOGIC, XOR);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.epochs()).isEqualTo(50);
        assertThat(fit.errors()).isEqualTo(4);
        assertThat(new Perceptron().fit(LOGIC, XOR).errorsByEpoch()).isEqualTo(Collections.nCopies(1000, 4));
    }

    @Test
    void aFitBeginsAnew() {
        Perceptron perceptron = new Perceptron();
        perceptron.fit(LOGIC, new int[] {1, 2, 3, 4});
        perceptron.fit(LOGIC, AND);
        Perceptron other = new Perceptron();
        other.fit(LOGIC, AND);
        assertThat(perceptron.weights()).isDeepEqualTo(other.weights());
        assertThat(perceptron.bias()).containsExactly(other.bias());
        assertThat(perceptron.classes()).containsExactly(0, 1);
    }

    @Test
    void weightsByHand() {
        Perceptron perceptron = new Perceptron().threshold(1.5);
        perceptron.setWeights(new double[][] {{1, 1}}, new double[] {0});
        assertThat(perceptron.predict(LOGIC)).containsExactly(AND);
        assertThat(perceptron.decisionFunction(LOGIC[3])).containsExactly(0.5);
        perceptron.threshold(2);
        assertThat(perceptron.predict(LOGIC[3])).as("at the threshold").isZero();

        perceptron.fit(LOGIC, new int[] {-3, -3, -3, 8});
        double[][] weights = {{1, 1}};
        double[] bias = {1.5};
        perceptron.setWeights(weights, bias);
        weights[0][0] = 0;
        bias[0] = 0;
        perceptron.weights()[0][0] = 0;
        perceptron.bias()[0] = 0;
        perceptron.classes()[0] = 0;
        assertThat(perceptron.predict(LOGIC)).containsExactly(-3, 8, 8, 8);

        Perceptron three = new Perceptron();
        three.setWeights(new double[][] {{-1}, {0}, {1}}, new double[] {0, 0.5, 0});
        assertThat(three.predict(new float[][] {{-2}, {0}, {2}, {0.5f}})).containsExactly(0, 1, 2, 1);
    }

    /** The same neuron as a layer; the threshold goes into the bias. */
    @Test
    void isADenseLayerWithAStep() {
        Perceptron perceptron = new Perceptron().threshold(0.5);
        perceptron.fit(LOGIC, AND);
        Sequential layer = new Sequential(new Dense(1).activation("step").inputDim(2));
        double[] weights = perceptron.weights()[0];
        layer.setWeights(List.of(
                NdArrays.of(new float[] {(float) weights[0], (float) weights[1]}, 2, 1),
                NdArrays.of(new float[] {(float) (perceptron.bias()[0] - 0.5)}, 1)));
        float[][] outputs = layer.predict(LOGIC);
        assertThat(IntStream.range(0, 4).map(i -> (int) outputs[i][0])).containsExactly(0, 0, 0, 1);
    }

    @Test
    void wrongArguments() {
        Perceptron perceptron = new Perceptron();
        String rate = "Perceptron.learningRate: expected a positive number, received ";
        assertError(() -> perceptron.learningRate(-1), rate + "-1.0");
        assertError(() -> perceptron.learningRate(0), rate + "0.0");
        assertError(() -> perceptron.learningRate(Double.NaN), rate + "NaN");
        assertError(() -> perceptron.learningRate(1e39), rate + "1.0E39");
        assertError(() -> perceptron.epochs(0), "Perceptron.epochs: expected at least 1, received 0");
        assertError(
                () -> perceptron.threshold(Double.POSITIVE_INFINITY),
                "Perceptron.threshold: expected a finite number, received Infinity");
    }

    @Test
    void wrongData() {
        Perceptron perceptron = new Perceptron();
        perceptron.fit(LOGIC, AND);
        String empty = "x: expected at least one sample with at least one number, received an empty array";
        assertError(() -> perceptron.fit(new float[0][], AND), empty);
        assertError(() -> perceptron.fit(new float[4][0], AND), "x[0]" + empty.substring(1));
        assertError(
                () -> perceptron.fit(null, AND),
                "x: expected an array of numbers such as float[][], double[][] or int[], an INDArray, an Npy or a Dataset,"
                        + " received null");
        assertError(() -> perceptron.fit(LOGIC, null), "y: expected an array, received null");
        assertError(
                () -> perceptron.fit(LOGIC, new int[3]),
                "y: expected as many labels as there are samples in x, 4, received 3 labels");
        assertError(
                () -> perceptron.fit(new float[][] {{1, 2}, {3}}, new int[2]),
                "x[1]: expected an array of length 2, as x[0], received one of length 1");
        assertError(
                () -> perceptron.fit(new float[][] {{1, 2}, {3, Float.NaN}}, new int[2]),
                "x, row 1, column 1: expected a finite number, received NaN");
        assertError(
                () -> perceptron.fit(LOGIC, new int[] {7, 7, 7, 7}),
                "y: expected at least two classes, received only 7");
        assertThat(perceptron.predict(LOGIC)).as("nothing has changed").containsExactly(AND);
    }

    @Test
    void wrongInputs() {
        Perceptron perceptron = new Perceptron();
        String first = ": expected a perceptron with weights: call fit or setWeights first, received null";
        assertError(() -> perceptron.predict(LOGIC), "predict" + first);
        assertError(() -> perceptron.predict(LOGIC[0]), "predict" + first);
        assertError(() -> perceptron.decisionFunction(LOGIC[0]), "decisionFunction" + first);
        assertError(perceptron::weights, "weights" + first);
        assertError(perceptron::bias, "bias" + first);
        assertError(perceptron::classes, "classes" + first);
        perceptron.fit(LOGIC, AND);
        assertError(
                () -> perceptron.predict(new float[3]),
                "predict(x): expected inputs of shape (None, 2), received (None, 3)");
        assertError(
                () -> perceptron.decisionFunction(new float[4][1]),
                "decisionFunction(x): expected inputs of shape (None, 2), received (None, 1)");
        assertError(
                () -> perceptron.predict(new float[] {1, Float.NaN}),
                "x, row 0, column 1: expected a finite number, received NaN");
    }

    @Test
    void wrongWeights() {
        Perceptron perceptron = new Perceptron();
        double[] one = {1};
        assertError(() -> perceptron.setWeights(null, one), "setWeights: expected weights, received null");
        assertError(() -> perceptron.setWeights(new double[1][1], null), "setWeights: expected biases, received null");
        assertError(
                () -> perceptron.setWeights(new double[2][1], new double[2]),
                "setWeights: expected 1 rows of weights for 2 classes, received 2");
        assertError(
                () -> perceptron.setWeights(new double[0][], one),
                "setWeights: expected 1 rows of weights for 2 classes, received 0");
        assertError(
                () -> perceptron.setWeights(new double[3][1], one),
                "setWeights: expected as many biases as rows of weights, 3, received 1");
        assertError(
                () -> perceptron.setWeights(new double[][] {{1}, {1, 2}, {1}}, new double[3]),
                "setWeights, row 1: expected 1 finite numbers, received [1.0, 2.0]");
        assertError(
                () -> perceptron.setWeights(new double[1][0], one),
                "setWeights, row 0: expected 1 finite numbers, received []");
        assertError(
                () -> perceptron.setWeights(new double[1][], one),
                "setWeights, row 0: expected weights, received null");
        assertError(
                () -> perceptron.setWeights(new double[][] {{1}}, new double[] {Double.NaN}),
                "setWeights, bias: expected 1 finite numbers, received [NaN]");
        perceptron.fit(LOGIC, AND);
        assertError(
                () -> perceptron.setWeights(new double[3][2], new double[3]),
                "setWeights: expected 1 rows of weights for 2 classes, received 3");
        assertThat(perceptron.predict(LOGIC)).as("nothing has changed").containsExactly(AND);
    }
}
