package keras4j.metrics;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** The largest value of one thing at those thresholds at which another is at least as large as it must be. */
abstract class BestAtMetric<M extends BestAtMetric<M>> extends ConfusionMetric<M> {
    private final String argument;
    private double required;
    private int numThresholds = 200;

    /**
     * @param argument what must be so large
     * @param required NaN before it is known
     */
    BestAtMetric(String name, String argument, double required) {
        super(name);
        this.argument = argument;
        this.required = required;
    }

    final void require(double value) {
        required = fraction(argument, value);
    }

    /** How many thresholds there are; 200 unless given. */
    public final M numThresholds(int value) {
        if (value < 1 || value > MAX_THRESHOLDS) {
            throw KerasException.expected(where("numThresholds"), "from 1 to " + MAX_THRESHOLDS, value);
        }
        numThresholds = value;
        return self();
    }

    /** Only this class counts. */
    public final M classId(int value) {
        setClassId(value);
        return self();
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        setClassId(config.optionalInteger("class_id", classId()));
        numThresholds(config.integer("num_thresholds", numThresholds));
        require(config.number(argument, required));
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        fraction(argument, required);
        return super.labelShapes(output);
    }

    @Override
    final ThresholdCounts none(int width) {
        return numThresholds == 1
                ? new ThresholdCounts(new double[] {0.5}, false, 0, 1)
                : new ThresholdCounts(ThresholdCounts.even(numThresholds), true, 0, 1);
    }

    /** What must be large enough. */
    abstract double constrained(ThresholdCounts counts, int threshold);

    /** What the largest value is looked for of. */
    abstract double wanted(ThresholdCounts counts, int threshold);

    @Override
    public final double result() {
        ThresholdCounts counts = counts();
        counts.select(0);
        double largest = 0;
        for (int i = 0; i < counts.size(); i++) {
            // The comparison is Keras's, in float32.
            if ((float) constrained(counts, i) >= (float) required) {
                largest = Math.max(largest, wanted(counts, i));
            }
        }
        return largest;
    }
}
