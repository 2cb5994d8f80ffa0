package keras4j.losses;

import keras4j.core.Config;
import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * -sum(u v) over the last axis, u and v being y_true and y_pred divided by their lengths, which are at least 1e-7. Keras:
 * {@code CosineSimilarity}.
 */
public final class CosineSimilarity extends ReducedLoss implements LossByOps {
    /** The axis, that of the batch being 0, along which the loss is taken; the last unless given. */
    public CosineSimilarity axis(int value) {
        setAxis(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        arguments(config);
    }

    /** Names the argument that this has in common with Keras's metric of the same name. */
    public void arguments(Config config) {
        configAxis(config);
    }

    private Symbol normalized(Symbol x) {
        Symbol squares = Ops.sum(Ops.square(x), axis(), true);
        return x.times(Ops.rsqrt(Ops.maximum(squares, Probabilities.EPSILON * Probabilities.EPSILON)));
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        return Ops.sum(normalized(yTrue).times(normalized(yPred)), axis()).negative();
    }

    @Override
    public String name() {
        return "cosine_similarity";
    }

    /** By what numbers are multiplied to have the length 1. */
    private static double inverseLength(float[] values, int from, int width) {
        double squares = 0;
        for (int i = from; i < from + width; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.min(1 / Math.sqrt(squares), 1 / Probabilities.EPSILON);
    }

    private static double similarity(float[] yTrue, float[] yPred, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += (double) yTrue[i] * yPred[i];
        }
        return sum * inverseLength(yTrue, from, width) * inverseLength(yPred, from, width);
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            losses[row] = (float) -similarity(yTrue, yPred, row * width, width);
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int from = 0; from < rows * width; from += width) {
            double similarity = similarity(yTrue, yPred, from, width);
            double ofLabels = inverseLength(yTrue, from, width);
            double own = inverseLength(yPred, from, width);
            double along = own < 1 / Probabilities.EPSILON ? similarity * own : 0;
            for (int i = from; i < from + width; i++) {
                gradients[i] = (float) (own * (along * yPred[i] - ofLabels * yTrue[i]));
            }
        }
    }
}
