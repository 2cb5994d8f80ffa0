package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Shape;

/**
 * The area under the ROC or the precision-recall curve, from counts at evenly spaced thresholds; the precision-recall curve
 * is interpolated as in Davis and Goadrich, 2006. Keras: {@code AUC}.
 */
public final class AUC extends Metric {
    private static final int MAX_THRESHOLDS = 1_000_000;

    private boolean precisionRecall;
    private double[] positives = new double[200];
    private double[] negatives = new double[200];

    public AUC() {
        super("auc");
    }

    /** "ROC", which it is unless given, or "PR". */
    public AUC curve(String value) {
        if (!"ROC".equals(value) && !"PR".equals(value)) {
            throw KerasException.expected("AUC.curve", "\"ROC\" or \"PR\"", value);
        }
        precisionRecall = value.equals("PR");
        return this;
    }

    /** How many thresholds; 200 unless given. */
    public AUC numThresholds(int value) {
        if (value < 2 || value > MAX_THRESHOLDS) {
            throw KerasException.expected("AUC.numThresholds", "from 2 to " + MAX_THRESHOLDS, value);
        }
        positives = new double[value];
        negatives = new double[value];
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        numThresholds(config.integer("num_thresholds", positives.length));
        curve(config.text("curve", precisionRecall ? "PR" : "ROC"));
        config.only("summation_method", "interpolation");
        config.only("multi_label", false);
        config.only("num_labels", (Object) null);
        config.only("label_weights", (Object) null);
        config.only("from_logits", false);
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    public void reset() {
        numThresholds(positives.length);
    }

    /** Counts labels by the highest threshold that the prediction is above. */
    @Override
    public void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int i = 0; i < rows * width; i++) {
            double weight = rowWeights == null ? 1 : rowWeights[i / width];
            float p = Math.min(Math.max(yPred[i], 0), 1);
            int bucket = Math.max(0, (int) Math.ceil(p * (positives.length - 1)) - 1);
            if (yTrue[i] != 0) {
                positives[bucket] += weight;
            } else {
                negatives[bucket] += weight;
            }
        }
    }

    @Override
    public double result() {
        double allPositives = sum(positives);
        double allNegatives = sum(negatives);
        double truePositives = 0;
        double falsePositives = 0;
        double area = 0;
        for (int i = positives.length - 1; i >= 0; i--) {
            double moreTrue = truePositives + positives[i];
            double moreFalse = falsePositives + negatives[i];
            // At the first threshold, which is below 0, everything counts as positive: nothing is left to add there.
            area += precisionRecall
                    ? precisionRecallStep(positives[i], moreTrue, moreFalse, truePositives, falsePositives)
                    : negatives[i] * (truePositives + moreTrue) / 2;
            truePositives = moreTrue;
            falsePositives = moreFalse;
        }
        double whole = precisionRecall ? allPositives : allPositives * allNegatives;
        return whole == 0 ? 0 : area / whole;
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The integral of precision over the true positives of one step, precision being interpolated between its ends. */
    private static double precisionRecallStep(
            double newTrue, double moreTrue, double moreFalse, double lessTrue, double lessFalse) {
        double more = moreTrue + moreFalse;
        double less = lessTrue + lessFalse;
        if (more == less) {
            return 0;
        }
        double slope = newTrue / (more - less);
        double intercept = lessTrue - slope * less;
        double ratio = more > 0 && less > 0 ? more / less : 1;
        return slope * (newTrue + intercept * Math.log(ratio));
    }
}
