package keras4j.metrics;

import java.util.List;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** How often the largest prediction is that of the one-hot label. Keras: {@code CategoricalAccuracy}. */
public final class CategoricalAccuracy extends MeanMetric {
    public CategoricalAccuracy() {
        super("categorical_accuracy");
    }

    @Override
    public boolean isBetterWhenHigher() {
        return true;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(output);
    }

    /**
     * Keras 2 writes this for "accuracy" into a file of a model that has seen no labels. If they are class numbers, it then takes
     * each for a row of one number, the largest of which is the first.
     */
    @Override
    public Metric of(Shape labels, Shape output) {
        boolean isOfKeras2 = getName().equals("accuracy") && Labels.areClassNumbers(labels, output);
        return isOfKeras2 ? new FirstClass().name(getName()) : this;
    }

    /** How often the largest prediction is the first. */
    private static final class FirstClass extends MeanMetric {
        FirstClass() {
            super("accuracy");
        }

        @Override
        public boolean isBetterWhenHigher() {
            return true;
        }

        @Override
        public List<Shape> labelShapes(Shape output) {
            return Labels.classNumbers(output);
        }

        @Override
        protected double value(float[] yTrue, float[] yPred, int row, int width) {
            return Rows.argMax(yPred, row * width, width) == 0 ? 1 : 0;
        }
    }

    @Override
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        return Rows.argMax(yTrue, row * width, width) == Rows.argMax(yPred, row * width, width) ? 1 : 0;
    }
}
