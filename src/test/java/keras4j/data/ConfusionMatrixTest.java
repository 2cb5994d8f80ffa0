package keras4j.data;

import static keras4j.data.DataTest.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import keras4j.core.KerasException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Counts, figures and text are scikit-learn's. */
class ConfusionMatrixTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static <T> T as(Class<T> type, JsonNode node) {
        return new ObjectMapper().convertValue(node, type);
    }

    @Test
    void reportsAreScikitLearns() {
        for (Map.Entry<String, JsonNode> entry : golden("reports").properties()) {
            if (!entry.getValue().has("text")) {
                continue; // versions and probabilities
            }
            JsonNode golden = entry.getValue();
            ConfusionMatrix matrix =
                    ConfusionMatrix.of(as(int[].class, golden.get("true")), as(int[].class, golden.get("predicted")));
            String[] names = as(String[].class, golden.get("names"));
            ClassificationReport report = names == null ? matrix.report() : matrix.report(names);
            assertThat(report.toString())
                    .as(entry.getKey())
                    .isEqualTo(golden.get("text").asText());
            assertThat(matrix.toString()).isEqualTo(golden.get("matrix text").asText());
            assertThat(matrix.counts()).isDeepEqualTo(as(int[][].class, golden.get("matrix")));
            assertThat(matrix.accuracy()).isCloseTo(golden.get("accuracy").asDouble(), EXACT);
            assertThat(report.accuracy()).isEqualTo(matrix.accuracy());
            assertThat(report.rows()).hasSameSizeAs(matrix.classes());
            for (int i = 0; i < report.rows().size(); i++) {
                assertRow(report.rows().get(i), golden.get("rows").get(i));
            }
            assertRow(report.macroAverage(), golden.get("macro avg"));
            assertRow(report.weightedAverage(), golden.get("weighted avg"));
        }
    }

    private static void assertRow(ClassificationReport.Row row, JsonNode golden) {
        assertThat(row.precision()).isCloseTo(golden.get("precision").asDouble(), EXACT);
        assertThat(row.recall()).isCloseTo(golden.get("recall").asDouble(), EXACT);
        assertThat(row.f1()).isCloseTo(golden.get("f1-score").asDouble(), EXACT);
        assertThat(row.support()).isEqualTo(golden.get("support").asInt());
    }

    @Test
    void probabilities() {
        JsonNode golden = golden("reports").get("probabilities");
        int[] truth = as(int[].class, golden.get("true"));
        float[][] p = as(float[][].class, golden.get("p"));
        int[][] expected = as(int[][].class, golden.get("matrix"));
        assertThat(ConfusionMatrix.ofProbabilities(truth, p).counts()).isDeepEqualTo(expected);
        boolean[][] oneHot = new boolean[truth.length][3];
        for (int i = 0; i < truth.length; i++) {
            oneHot[i][truth[i]] = true;
        }
        assertThat(ConfusionMatrix.ofProbabilities(oneHot, Nd4j.create(p)).counts())
                .isDeepEqualTo(expected);
        float[] binary = as(float[].class, golden.get("binary"));
        double[] column = as(double[].class, golden.get("column"));
        assertThat(ConfusionMatrix.ofProbabilities(binary, column).counts())
                .isDeepEqualTo(as(int[][].class, golden.get("half")));
        assertThat(ConfusionMatrix.ofProbabilities(binary, column, 0.3).counts())
                .isDeepEqualTo(as(int[][].class, golden.get("threshold")));
        float[][] rows = new float[column.length][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = (float) column[i];
        }
        ConfusionMatrix matrix = ConfusionMatrix.ofProbabilities(binary, rows);
        assertThat(matrix.count(1, 0))
                .isEqualTo(golden.get("half").get(1).get(0).asInt());
        assertThat(matrix.count(1, 7)).isZero();
    }

    @Test
    void whatIsNoClass() {
        assertError(
                () -> ConfusionMatrix.of(new int[3], new int[4]), "yPred: expected as many as in yTrue, 3, received 4");
        assertError(
                () -> ConfusionMatrix.of(new int[2], new float[] {0, 0.5f}),
                "yPred, row 1: expected a class number (of probabilities: ofProbabilities), received 0.5");
        assertError(
                () -> ConfusionMatrix.of(new int[1], new float[] {Float.NaN}),
                "yPred, row 0: expected a class number (of probabilities: ofProbabilities), received NaN");
        assertError(
                () -> ConfusionMatrix.of(new int[][] {{1, 1}}, new int[1]),
                "yTrue, row 0: expected a class number, or a single 1 among zeros (of probabilities: ofProbabilities), received [1.0, 1.0]");
        assertError(
                () -> ConfusionMatrix.of(new int[1][2][2], new int[1]),
                "yTrue: expected one number or one row a sample, received an array of shape (None, 2, 2)");
        assertError(
                () -> ConfusionMatrix.ofProbabilities(new int[1], new float[][] {{0, Float.NaN}}),
                "yPred, row 0, column 1: expected a finite number, received NaN");
        assertError(
                () -> ConfusionMatrix.of(new int[2], new int[2]).report("a", "b"),
                "report: expected 1 names, for the classes [0], received 2");
        assertThatThrownBy(() -> ConfusionMatrix.of(null, new int[2]))
                .hasMessageStartingWith("yTrue: expected an array of numbers");
    }

    private static void assertError(Runnable code, String message) {
        assertThatThrownBy(code::run).isInstanceOf(KerasException.class).hasMessage(message);
    }
}
