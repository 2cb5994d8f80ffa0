package keras4j.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import keras4j.core.Printable;

/**
 * How well each class is found; made by {@link ConfusionMatrix#report}. A ratio with nothing below is 0, as in scikit-learn:
 * {@code classification_report}.
 */
public final class ClassificationReport {
    private static final String WEIGHTED = "weighted avg";
    private static final int DIGITS = 2;

    private final List<Row> rows;
    private final double accuracy;

    /**
     * The figures of one class, or their averages.
     *
     * @param precision the part of what was predicted as this class that is of it
     * @param recall the part of this class that was predicted as such
     * @param f1 the harmonic mean of both
     * @param support how many samples there are
     */
    public record Row(String name, double precision, double recall, double f1, int support) {
        private static Row of(String name, int right, int predicted, int support) {
            double precision = ratio(right, predicted);
            double recall = ratio(right, support);
            return new Row(name, precision, recall, ratio(2.0 * right, predicted + support), support);
        }

        private static double ratio(double part, double all) {
            return all == 0 ? 0 : part / all;
        }
    }

    ClassificationReport(String[] names, int[][] counts, double accuracy) {
        this.accuracy = accuracy;
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int predicted = 0;
            int support = 0;
            for (int j = 0; j < counts.length; j++) {
                predicted += counts[j][i];
                support += counts[i][j];
            }
            all.add(Row.of(names[i], counts[i][i], predicted, support));
        }
        rows = List.copyOf(all);
    }

    /** The figures of each class. */
    public List<Row> rows() {
        return rows;
    }

    /** The part of the samples that was predicted right. */
    public double accuracy() {
        return accuracy;
    }

    /** The mean of the classes' figures. */
    public Row macroAverage() {
        return average("macro avg", row -> 1);
    }

    /** The mean of the classes' figures, each as often as it has samples. */
    public Row weightedAverage() {
        return average(WEIGHTED, Row::support);
    }

    private Row average(String name, ToDoubleFunction<Row> weight) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double sum = 0;
        int support = 0;
        for (Row row : rows) {
            double each = weight.applyAsDouble(row);
            precision += each * row.precision();
            recall += each * row.recall();
            f1 += each * row.f1();
            sum += each;
            support += row.support();
        }
        return new Row(name, precision / sum, recall / sum, f1 / sum, support);
    }

    /** scikit-learn's text. */
    @Override
    public String toString() {
        int width = WEIGHTED.length();
        for (Row row : rows) {
            width = Math.max(width, Printable.of(row.name()).length());
        }
        String line = "%" + width + "s  %9s %9s %9s %9s\n";
        StringBuilder text = new StringBuilder(line.formatted("", "precision", "recall", "f1-score", "support"));
        text.append('\n');
        rows.forEach(row -> text.append(format(line, row)));
        Row macro = macroAverage();
        text.append('\n').append(line.formatted("accuracy", "", "", decimals(accuracy), macro.support()));
        text.append(format(line, macro)).append(format(line, weightedAverage()));
        return text.toString();
    }

    private static String format(String line, Row row) {
        return line.formatted(
                Printable.of(row.name()),
                decimals(row.precision()),
                decimals(row.recall()),
                decimals(row.f1()),
                row.support());
    }

    /** Rounded as Python does: to the nearest, by the exact number. */
    private static String decimals(double value) {
        return new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
