package keras4j.metrics;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Shape;

/** Counts right and wrong predictions at thresholds: of all numbers, of one class, or of the largest of each row. */
abstract class ConfusionMetric<M extends ConfusionMetric<M>> extends Metric {
    static final int MAX_THRESHOLDS = 1_000_000;

    private Integer topK;
    private Integer classId;
    private ThresholdCounts counts;

    ConfusionMetric(String name) {
        super(name);
    }

    @SuppressWarnings("unchecked")
    final M self() {
        return (M) this;
    }

    @Override
    public final M name(String value) {
        super.name(value);
        return self();
    }

    final Integer topK() {
        return topK;
    }

    final Integer classId() {
        return classId;
    }

    final void setTopK(Integer value) {
        if (value != null && value < 1) {
            throw KerasException.expected(where("topK"), "a positive whole number", value);
        }
        topK = value;
    }

    final void setClassId(Integer value) {
        if (value != null && value < 0) {
            throw KerasException.expected(where("classId"), "a class number from 0 on", value);
        }
        classId = value;
    }

    final String where(String argument) {
        return Names.classOf(this) + "." + argument;
    }

    /** @throws KerasException if it is none from 0 to 1 */
    final double fraction(String argument, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected(where(argument), "a number from 0 to 1", value);
        }
        return value;
    }

    /** Nothing counted, for rows of so many numbers. */
    abstract ThresholdCounts none(int width);

    /** Where predictions are not what is compared with thresholds: what is. */
    float compared(float prediction) {
        return prediction;
    }

    /** Which of the labels that are counted for themselves this column is. */
    int label(int column) {
        return 0;
    }

    /** How much numbers of this column count. */
    double labelWeight(int column) {
        return 1;
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        int width = output.rank() == 0 ? 1 : output.last();
        if (classId != null && classId >= width) {
            throw KerasException.expected(where("classId"), "less than " + width + ", the number of outputs", classId);
        }
        if (topK != null && topK > width) {
            throw KerasException.expected(where("topK"), "at most " + width + ", the number of outputs", topK);
        }
        return Labels.elementwise(output);
    }

    @Override
    public final void reset() {
        counts = null;
    }

    @Override
    public final void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        if (counts == null) {
            counts = none(width);
        }
        int first = classId == null ? 0 : classId;
        int end = classId == null ? width : classId + 1;
        for (int row = 0; row < rows; row++) {
            double weight = rowWeights == null ? 1 : rowWeights[row];
            for (int column = first; column < end; column++) {
                int i = row * width + column;
                boolean counts = topK == null || isAmongLargest(yPred, row * width, width, column);
                float p = counts ? compared(yPred[i]) : Float.NEGATIVE_INFINITY;
                this.counts.add(p, yTrue[i] != 0, weight * labelWeight(column), label(column));
            }
        }
    }

    /** Of equal numbers the first count. */
    private boolean isAmongLargest(float[] yPred, int from, int width, int column) {
        float own = yPred[from + column];
        int before = 0;
        for (int i = 0; i < width; i++) {
            float other = yPred[from + i];
            before += other > own || (other == own && i < column) ? 1 : 0;
        }
        return before < topK;
    }

    /** What was counted; nothing, at any number of columns, before the first batch. */
    final ThresholdCounts counts() {
        return counts == null ? none(1) : counts;
    }
}
