package keras4j.losses;

import java.util.List;
import keras4j.core.Shape;
import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * max(0, 1 + max((1 - y_true) y_pred) - sum(y_true y_pred)) over the last axis, with one-hot labels. Keras: {@code CategoricalHinge}.
 */
public final class CategoricalHinge extends ReducedLoss implements LossByOps {
    @Override
    public String name() {
        return "categorical_hinge";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol own = Ops.sum(yTrue.times(yPred), -1);
        Symbol other = Ops.max(Ops.subtract(1, yTrue).times(yPred), -1);
        return Ops.maximum(other.minus(own).plus(1), 0);
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(output);
    }

    /** The largest of the other classes' numbers. */
    private static double other(float[] yTrue, float[] yPred, int from, int width) {
        double other = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            other = Math.max(other, (1 - yTrue[i]) * yPred[i]);
        }
        return other;
    }

    private static double loss(float[] yTrue, float[] yPred, int from, int width) {
        double own = 0;
        for (int i = from; i < from + width; i++) {
            own += (double) yTrue[i] * yPred[i];
        }
        return other(yTrue, yPred, from, width) - own + 1;
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            losses[row] = (float) Math.max(loss(yTrue, yPred, row * width, width), 0);
        }
    }

    /** Of several largest numbers each has its part. */
    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int from = 0; from < rows * width; from += width) {
            double other = other(yTrue, yPred, from, width);
            double passed = loss(yTrue, yPred, from, width) >= 0 ? 1 : 0;
            int largest = 0;
            for (int i = from; i < from + width; i++) {
                largest += (1 - yTrue[i]) * yPred[i] == other ? 1 : 0;
            }
            for (int i = from; i < from + width; i++) {
                double part = ((1 - yTrue[i]) * yPred[i] == other ? 1.0 : 0) / largest;
                gradients[i] = (float) (passed * (part * (1 - yTrue[i]) - yTrue[i]));
            }
        }
    }
}
