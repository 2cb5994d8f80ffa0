package keras4j.metrics;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Shape;

/**
 * The mean, over some classes, of intersection over union: how many are of a class and predicted so, of all that are one or the other.
 * A class that is nowhere does not count.
 */
abstract class IoUMetric<M extends IoUMetric<M>> extends Metric {
    private static final int MAX_CLASSES = 1_000_000;
    private static final double EPSILON = 1e-7;

    private int numClasses;
    private int[] targetClassIds;
    private String dtype = "int64";
    private double[] both;
    private double[] labels;
    private double[] predictions;

    /**
     * @param numClasses 0 before it is known
     * @param targetClassIds null for all
     */
    IoUMetric(String name, int numClasses, int... targetClassIds) {
        super(name);
        this.numClasses = numClasses;
        this.targetClassIds = targetClassIds;
        reset();
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

    /** "int64", which it is unless given, for weights cut to whole numbers, or "float32" for weights as they are. */
    public final M dtype(String value) {
        dtype = Names.oneOf(where("dtype"), value, List.of("int64", "float32"));
        return self();
    }

    final String where(String argument) {
        return Names.classOf(this) + "." + argument;
    }

    final int numClasses() {
        return numClasses;
    }

    final void setNumClasses(int value) {
        if (value < 1 || value > MAX_CLASSES) {
            throw KerasException.expected(where("numClasses"), "from 1 to " + MAX_CLASSES, value);
        }
        numClasses = value;
    }

    final void setTargetClassIds(int[] value) {
        if (value == null || value.length == 0 || !Arrays.stream(value).allMatch(id -> id >= 0 && id < numClasses)) {
            throw KerasException.expected(
                    where("targetClassIds"), "classes from 0 to " + (numClasses - 1), Arrays.toString(value));
        }
        targetClassIds = value.clone();
    }

    final void configTargetClassIds(Config config) {
        setTargetClassIds(config.integers("target_class_ids", targetClassIds == null ? new int[0] : targetClassIds));
    }

    @Override
    protected final void configDtype(Config config) {
        dtype(config.text("dtype", dtype));
    }

    @Override
    public final boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        setNumClasses(numClasses);
        return super.labelShapes(output);
    }

    @Override
    public final void reset() {
        both = null;
    }

    /** Counts one place; classes that are none of the classes do not count. */
    final void add(int label, int prediction, double weight) {
        if (label < 0 || label >= numClasses || prediction < 0 || prediction >= numClasses) {
            return;
        }
        if (both == null) {
            both = new double[numClasses];
            labels = new double[numClasses];
            predictions = new double[numClasses];
        }
        double counted = dtype.equals("int64") ? (long) weight : weight;
        both[label] += label == prediction ? counted : 0;
        labels[label] += counted;
        predictions[prediction] += counted;
    }

    @Override
    public final double result() {
        if (both == null) {
            return 0;
        }
        double sum = 0;
        int valid = 0;
        int targets = targetClassIds == null ? numClasses : targetClassIds.length;
        for (int i = 0; i < targets; i++) {
            int target = targetClassIds == null ? i : targetClassIds[i];
            double union = labels[target] + predictions[target] - both[target];
            sum += union > 0 ? both[target] / (union + EPSILON) : 0;
            valid += union > 0 ? 1 : 0;
        }
        return sum / (valid + EPSILON);
    }
}
