package keras4j.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.NumberArray;
import keras4j.core.Shape;

/**
 * The area under the ROC, the precision-recall or the precision-recall-gain curve, from counts at thresholds; the precision-recall
 * curve is interpolated as in Davis and Goadrich, 2006. Keras: {@code AUC}.
 */
public final class AUC extends ConfusionMetric<AUC> {
    private static final List<String> CURVES = List.of("ROC", "PR", "PRGAIN");
    private static final List<String> METHODS = List.of("interpolation", "majoring", "minoring");

    private int numThresholds = 200;
    private String curve = "ROC";
    private String summationMethod = "interpolation";
    private NumberArray thresholds;
    private boolean multiLabel;
    private Integer numLabels;
    private NumberArray labelWeights;
    private boolean fromLogits;

    public AUC() {
        super("auc");
    }

    /** How many thresholds, which divide the interval from 0 to 1 evenly; 200 unless given. Where thresholds are given, they are it. */
    public AUC numThresholds(int value) {
        if (value < 2 || value > MAX_THRESHOLDS) {
            throw KerasException.expected("AUC.numThresholds", "from 2 to " + MAX_THRESHOLDS, value);
        }
        numThresholds = thresholds == null ? value : numThresholds;
        return this;
    }

    /** "ROC", which it is unless given, "PR" or "PRGAIN" (Flach and Kull, 2015). */
    public AUC curve(String value) {
        curve = Names.oneOf("AUC.curve", value == null ? null : value.toUpperCase(Locale.ROOT), CURVES);
        return this;
    }

    /** The height between two thresholds: "interpolation", which it is unless given, "majoring" the larger, "minoring" the smaller one. */
    public AUC summationMethod(String value) {
        summationMethod =
                Names.oneOf("AUC.summationMethod", value == null ? null : value.toLowerCase(Locale.ROOT), METHODS);
        return this;
    }

    /** Thresholds from 0 to 1, to which one below 0 and one above 1 are added; instead of {@link #numThresholds}. */
    public AUC thresholds(double... values) {
        setThresholds(NumberArray.of(KerasException.notNull("AUC.thresholds", "numbers", values)));
        return this;
    }

    private void setThresholds(NumberArray value) {
        if (value != null) {
            for (double threshold : value.values()) {
                fraction("thresholds", threshold);
            }
            double[] sorted = value.values().clone();
            Arrays.sort(sorted);
            thresholds = new NumberArray(Shape.of(sorted.length), sorted);
            numThresholds = sorted.length + 2;
        }
    }

    /** Whether each output has a curve of its own, and the result is the mean of the areas. */
    public AUC multiLabel(boolean value) {
        multiLabel = value;
        return this;
    }

    /** How many outputs there are, with {@link #multiLabel}; the first batch says it unless given. */
    public AUC numLabels(int value) {
        setNumLabels(value);
        return this;
    }

    private void setNumLabels(Integer value) {
        if (value != null && value < 1) {
            throw KerasException.expected("AUC.numLabels", "a positive whole number", value);
        }
        numLabels = value;
    }

    /** How much each output counts: its area with {@link #multiLabel}, its predictions without. */
    public AUC labelWeights(double... values) {
        double[] given = KerasException.notNull("AUC.labelWeights", "numbers", values);
        setLabelWeights(new NumberArray(Shape.of(given.length), given.clone()));
        return this;
    }

    private void setLabelWeights(NumberArray value) {
        if (value != null
                && !Arrays.stream(value.values()).allMatch(weight -> weight >= 0 && weight <= Float.MAX_VALUE)) {
            throw KerasException.expected("AUC.labelWeights", "numbers of at least 0", value);
        }
        labelWeights = value;
    }

    /** Whether predictions are logits, of which the sigmoid is taken. */
    public AUC fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        numThresholds(config.integer("num_thresholds", numThresholds));
        curve(config.text("curve", curve));
        summationMethod(config.text("summation_method", summationMethod));
        multiLabel = config.flag("multi_label", multiLabel);
        setNumLabels(config.optionalInteger("num_labels", numLabels));
        setLabelWeights(config.numbers("label_weights", labelWeights));
        fromLogits = config.flag("from_logits", fromLogits);
        setThresholds(config.written("thresholds", thresholds, config::numbers));
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        int width = output.rank() == 0 ? 1 : output.last();
        if (numLabels != null && !multiLabel) {
            throw KerasException.expected("AUC.numLabels", "multiLabel(true) with it", "false");
        }
        if (multiLabel && output.rank() > 1 || numLabels != null && numLabels != width) {
            String outputs = numLabels == null ? "labels" : numLabels.toString();
            throw KerasException.expected("AUC", "outputs of shape (batch, " + outputs + ")", output.batched());
        }
        if (labelWeights != null && labelWeights.values().length != width) {
            throw KerasException.expected("AUC.labelWeights", width + " numbers, one for each output", labelWeights);
        }
        return super.labelShapes(output);
    }

    @Override
    ThresholdCounts none(int width) {
        double[] all = ThresholdCounts.even(numThresholds);
        boolean isEven = true;
        if (thresholds != null) {
            System.arraycopy(thresholds.values(), 0, all, 1, numThresholds - 2);
            isEven = ThresholdCounts.isEven(all);
        }
        all[0] = -1e-7;
        all[numThresholds - 1] = 1 + 1e-7;
        return new ThresholdCounts(all, isEven, 1, multiLabel ? width : 1);
    }

    @Override
    float compared(float prediction) {
        return fromLogits ? (float) (1 / (1 + Math.exp(-(double) prediction))) : prediction;
    }

    @Override
    int label(int column) {
        return multiLabel ? column : 0;
    }

    @Override
    double labelWeight(int column) {
        return multiLabel || labelWeights == null ? 1 : labelWeights.values()[column];
    }

    @Override
    public double result() {
        ThresholdCounts counts = counts();
        double sum = 0;
        double weights = 0;
        for (int label = 0; label < counts.labels(); label++) {
            double weight = multiLabel && labelWeights != null ? labelWeights.values()[label] : 1;
            counts.select(label);
            sum += weight * area(counts);
            weights += weight;
        }
        return ThresholdCounts.ratio(sum, weights);
    }

    private double area(ThresholdCounts counts) {
        boolean isInterpolated = summationMethod.equals("interpolation");
        double area = 0;
        for (int i = 0; i < counts.size() - 1; i++) {
            if (curve.equals("PR") && isInterpolated) {
                area += precisionRecallStep(counts, i);
                continue;
            }
            double left = y(counts, i);
            double right = y(counts, i + 1);
            double height = summationMethod.equals("minoring") ? Math.min(left, right) : Math.max(left, right);
            area += (x(counts, i) - x(counts, i + 1)) * (isInterpolated ? (left + right) / 2 : height);
        }
        return area;
    }

    private double x(ThresholdCounts counts, int i) {
        return switch (curve) {
            case "ROC" ->
                ThresholdCounts.ratio(counts.falsePositives(i), counts.falsePositives(i) + counts.trueNegatives(i));
            case "PR" -> counts.recall(i);
            default ->
                counts.truePositives(i) == 0
                        ? 0
                        : Math.max(1 - scale(counts, i) * counts.falseNegatives(i) / counts.truePositives(i), 0);
        };
    }

    private double y(ThresholdCounts counts, int i) {
        return switch (curve) {
            case "ROC" -> counts.recall(i);
            case "PR" -> counts.precision(i);
            default ->
                counts.truePositives(i) == 0
                        ? 1
                        : 1 - scale(counts, i) * counts.falsePositives(i) / counts.truePositives(i);
        };
    }

    /** Positives for each negative. */
    private static double scale(ThresholdCounts counts, int i) {
        return ThresholdCounts.ratio(
                counts.truePositives(i) + counts.falseNegatives(i), counts.trueNegatives(i) + counts.falsePositives(i));
    }

    /** The integral of precision over the true positives of one step, precision being interpolated between its ends. */
    private static double precisionRecallStep(ThresholdCounts counts, int i) {
        double lessTrue = counts.truePositives(i + 1);
        double newTrue = counts.truePositives(i) - lessTrue;
        double more = counts.truePositives(i) + counts.falsePositives(i);
        double less = lessTrue + counts.falsePositives(i + 1);
        double slope = ThresholdCounts.ratio(newTrue, Math.max(more - less, 0));
        double intercept = lessTrue - slope * less;
        double ratio = more > 0 && less > 0 ? more / less : 1;
        double positives = lessTrue + counts.falseNegatives(i + 1);
        return ThresholdCounts.ratio(slope * (newTrue + intercept * Math.log(ratio)), Math.max(positives, 0));
    }
}
