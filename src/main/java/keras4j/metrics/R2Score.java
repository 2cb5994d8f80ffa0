package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Shape;

/** 1 - sum((y_true - y_pred)^2) / sum((y_true - mean(y_true))^2), the coefficient of determination. Keras: {@code R2Score}. */
public final class R2Score extends Metric {
    private static final List<String> AGGREGATIONS = List.of("uniform_average", "variance_weighted_average");

    private String classAggregation = "uniform_average";
    private int numRegressors;
    private double[] sum;
    private double[] squares;
    private double[] residuals;
    private double count;
    private double numbers;
    private double[] results = {};

    public R2Score() {
        super("r2_score");
        reset();
    }

    @Override
    public R2Score name(String value) {
        super.name(value);
        return this;
    }

    /**
     * "uniform_average", the mean of the outputs' scores, which it is unless given; "variance_weighted_average", by the variance of
     * their labels; null gives a number for each output.
     */
    public R2Score classAggregation(String value) {
        classAggregation = value == null ? null : Names.oneOf("R2Score.classAggregation", value, AGGREGATIONS);
        return this;
    }

    /** How many independent regressors the adjusted score is for; 0, the plain score, unless given. */
    public R2Score numRegressors(int value) {
        if (value < 0) {
            throw KerasException.expected("R2Score.numRegressors", "a whole number of at least 0", value);
        }
        numRegressors = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        classAggregation(config.text("class_aggregation", classAggregation));
        numRegressors(config.integer("num_regressors", numRegressors));
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        if (output.rank() != 1) {
            throw KerasException.expected("R2Score", "outputs of shape (batch, outputs)", output.batched());
        }
        return Labels.elementwise(output);
    }

    @Override
    public Shape resultShape(Shape output) {
        return classAggregation == null ? output : Shape.of();
    }

    @Override
    public void reset() {
        sum = null;
        count = 0;
        numbers = 0;
    }

    @Override
    public void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        if (sum == null) {
            sum = new double[width];
            squares = new double[width];
            residuals = new double[width];
            results = new double[width];
        }
        for (int row = 0; row < rows; row++) {
            double weight = rowWeights == null ? 1 : rowWeights[row];
            for (int k = 0; k < width; k++) {
                double y = yTrue[row * width + k];
                double error = y - yPred[row * width + k];
                sum[k] += weight * y;
                squares[k] += weight * y * y;
                residuals[k] += weight * error * error;
            }
            count += weight;
        }
        numbers += (double) rows * width;
    }

    private double variance(int k) {
        return squares[k] - sum[k] * sum[k] / count;
    }

    private double score(int k) {
        double score = 1 - residuals[k] / variance(k);
        return Double.isInfinite(score) ? 0 : score;
    }

    /** As Keras, which counts numbers where there are several outputs, not samples. */
    private double adjusted(double score) {
        boolean isAdjusted = numRegressors != 0 && numRegressors < numbers - 1;
        return isAdjusted ? 1 - (1 - score) * (numbers - 1) / (numbers - numRegressors - 1) : score;
    }

    @Override
    public double[] results() {
        return classAggregation == null ? scores() : super.results();
    }

    /** One for each output. */
    private double[] scores() {
        if (sum == null) {
            return new double[0];
        }
        for (int k = 0; k < results.length; k++) {
            results[k] = adjusted(score(k));
        }
        return results;
    }

    @Override
    public double result() {
        if (sum == null || !"variance_weighted_average".equals(classAggregation)) {
            return meanOf(scores());
        }
        double scores = 0;
        double variances = 0;
        for (int k = 0; k < results.length; k++) {
            scores += variance(k) * score(k);
            variances += variance(k);
        }
        return adjusted(scores / variances);
    }
}
