package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Shape;

/** Weighted harmonic means of precision and recall, of one-hot or multi-hot labels. */
abstract class FScoreMetric<M extends FScoreMetric<M>> extends Metric {
    private static final double EPSILON = 1e-7;
    private static final float ZERO = 1e-9f;
    private static final List<String> AVERAGES = List.of("micro", "macro", "weighted");

    private String average;
    private Double threshold;
    private double beta = 1;
    private double[] truePositives;
    private double[] falsePositives;
    private double[] falseNegatives;
    private double[] labels;
    private double[] results = {};

    FScoreMetric(String name) {
        super(name);
        reset();
    }

    @SuppressWarnings("unchecked")
    private M self() {
        return (M) this;
    }

    @Override
    public final M name(String value) {
        super.name(value);
        return self();
    }

    /**
     * "micro" counts all classes together, "macro" takes the mean of the classes, "weighted" by how many labels each has; null, which it
     * is unless given, gives a number for each class.
     */
    public final M average(String value) {
        average = value == null ? null : Names.oneOf(Names.classOf(this) + ".average", value, AVERAGES);
        return self();
    }

    /** Predictions above this count as 1; the largest of each row do unless it is given. */
    public final M threshold(double value) {
        setThreshold(value);
        return self();
    }

    private void setThreshold(Double value) {
        if (value != null && !(value > 0 && value <= 1)) {
            throw KerasException.expected(Names.classOf(this) + ".threshold", "a number above 0 and at most 1", value);
        }
        threshold = value;
    }

    final double beta() {
        return beta;
    }

    final void setBeta(double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(Names.classOf(this) + ".beta", "a positive number", value);
        }
        beta = value;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        average(config.text("average", average));
        setThreshold(config.optionalNumber("threshold", threshold));
    }

    @Override
    public final boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        if (output.rank() != 1) {
            throw KerasException.expected(Names.classOf(this), "outputs of shape (batch, classes)", output.batched());
        }
        return List.of(output);
    }

    @Override
    public final Shape resultShape(Shape output) {
        return average == null ? output : Shape.of();
    }

    @Override
    public final void reset() {
        truePositives = null;
    }

    private void reserve(int width) {
        if (truePositives == null) {
            truePositives = new double[width];
            falsePositives = new double[width];
            falseNegatives = new double[width];
            labels = new double[width];
            results = new double[width];
        }
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        reserve(width);
        for (int row = 0; row < rows; row++) {
            double weight = rowWeights == null ? 1 : rowWeights[row];
            float least = Float.NEGATIVE_INFINITY;
            for (int i = row * width; i < (row + 1) * width; i++) {
                least = Math.max(least, yPred[i]);
            }
            for (int k = 0; k < width; k++) {
                float p = yPred[row * width + k];
                boolean isPositive = threshold == null ? p >= least && Math.abs(p) > ZERO : p > threshold.floatValue();
                double y = yTrue[row * width + k];
                truePositives[k] += isPositive ? weight * y : 0;
                falsePositives[k] += isPositive ? weight * (1 - y) : 0;
                falseNegatives[k] += isPositive ? 0 : weight * y;
                labels[k] += weight * y;
            }
        }
    }

    private double score(double right, double wrongPositives, double wrongNegatives) {
        double precision = right / (right + wrongPositives + EPSILON);
        double recall = right / (right + wrongNegatives + EPSILON);
        double squared = beta * beta;
        return precision * recall / (squared * precision + recall + EPSILON) * (1 + squared);
    }

    private static double sum(double[] numbers) {
        return meanOf(numbers) * numbers.length;
    }

    @Override
    public final double[] results() {
        return average == null ? scores() : super.results();
    }

    /** One for each class. */
    private double[] scores() {
        if (truePositives == null) {
            return new double[0];
        }
        for (int k = 0; k < results.length; k++) {
            results[k] = score(truePositives[k], falsePositives[k], falseNegatives[k]);
        }
        return results;
    }

    @Override
    public final double result() {
        double[] scores = scores();
        if (truePositives == null || average == null || average.equals("macro")) {
            return meanOf(scores);
        }
        if (average.equals("micro")) {
            return score(sum(truePositives), sum(falsePositives), sum(falseNegatives));
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            sum += scores[k] * labels[k];
        }
        return sum / (sum(labels) + EPSILON);
    }
}
