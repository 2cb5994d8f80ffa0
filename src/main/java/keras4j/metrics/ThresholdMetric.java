package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Shape;

/** Counts of right and wrong predictions, which are 1 above a threshold and 0 else. */
abstract class ThresholdMetric<M extends ThresholdMetric<M>> extends Metric {
    private double threshold = 0.5;
    private double truePositives;
    private double falsePositives;
    private double falseNegatives;

    ThresholdMetric(String name) {
        super(name);
    }

    /** Predictions above this count as 1; 0.5 unless given. */
    @SuppressWarnings("unchecked")
    public M thresholds(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected("thresholds", "a number from 0 to 1", value);
        }
        threshold = value;
        return (M) this;
    }

    abstract double result(double rightPositives, double wrongPositives, double wrongNegatives);

    @Override
    public final void config(Config config) {
        super.config(config);
        Double given = config.optionalNumber("thresholds", threshold);
        thresholds(given == null ? 0.5 : given);
        config.only("top_k", (Object) null);
        config.only("class_id", (Object) null);
    }

    @Override
    public final boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    public final void reset() {
        truePositives = 0;
        falsePositives = 0;
        falseNegatives = 0;
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int i = 0; i < rows * width; i++) {
            boolean predicted = yPred[i] > (float) threshold;
            boolean label = yTrue[i] != 0;
            double weight = rowWeights == null ? 1 : rowWeights[i / width];
            truePositives += predicted && label ? weight : 0;
            falsePositives += predicted && !label ? weight : 0;
            falseNegatives += !predicted && label ? weight : 0;
        }
    }

    @Override
    public final double result() {
        return result(truePositives, falsePositives, falseNegatives);
    }

    /** 0 where there is nothing to divide by. */
    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
