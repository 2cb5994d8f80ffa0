package keras4j.metrics;

import keras4j.core.Config;
import keras4j.core.KerasException;

/** How often the class of the label is among the k of the largest predictions; several equal ones all are, and a label that is no class is not. */
abstract class TopKMetric<M extends TopKMetric<M>> extends MeanMetric {
    private int k = 5;

    TopKMetric(String name) {
        super(name);
    }

    @Override
    @SuppressWarnings("unchecked")
    public final M name(String value) {
        super.name(value);
        return (M) this;
    }

    /** How many predictions count; 5 unless given. */
    @SuppressWarnings("unchecked")
    public final M k(int value) {
        if (value < 1) {
            throw KerasException.expected(getName() + ".k", "a positive whole number", value);
        }
        k = value;
        return (M) this;
    }

    final int k() {
        return k;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        k(config.integer("k", k));
    }

    @Override
    public final boolean isBetterWhenHigher() {
        return true;
    }

    /** The class of a row's label; that of a label that is no class is none of the width. */
    abstract int label(float[] yTrue, int row, int width);

    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        int label = label(yTrue, row, width);
        if (label < 0 || label >= width) {
            return 0;
        }
        float own = yPred[row * width + label];
        int larger = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            larger += yPred[i] > own ? 1 : 0;
        }
        return larger < k && Float.isFinite(own) ? 1 : 0;
    }
}
