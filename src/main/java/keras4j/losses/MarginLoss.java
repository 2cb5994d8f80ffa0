package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The mean over the last axis of what a margin of less than 1 costs, the margin being y_true y_pred with labels -1 and 1; labels
 * that are all 0 or 1 stand for these.
 */
abstract class MarginLoss extends ReducedLoss implements LossByOps {
    /** @param missing how much the margin is smaller than 1; at least 0 */
    abstract Symbol cost(Symbol missing);

    /** @param missing how much the margin is smaller than 1; at least 0 */
    abstract double cost(double missing);

    /** Its derivative. */
    abstract double slope(double missing);

    private static boolean isBinary(float[] yTrue, int count) {
        for (int i = 0; i < count; i++) {
            if (yTrue[i] != 0 && yTrue[i] != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol isBinary = Ops.all(Ops.logicalOr(Ops.equal(yTrue, 0), Ops.equal(yTrue, 1)));
        Symbol y = Ops.where(isBinary, yTrue.times(2).minus(1), yTrue);
        return Ops.mean(cost(Ops.maximum(Ops.subtract(1, y.times(yPred)), 0)), -1);
    }

    @Override
    public final void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        boolean binary = isBinary(yTrue, rows * width);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                double y = binary ? 2 * yTrue[i] - 1 : yTrue[i];
                sum += cost(Math.max(1 - y * yPred[i], 0));
            }
            losses[row] = (float) (sum / width);
        }
    }

    @Override
    public final void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        boolean binary = isBinary(yTrue, rows * width);
        for (int i = 0; i < rows * width; i++) {
            double y = binary ? 2 * yTrue[i] - 1 : yTrue[i];
            double missing = 1 - y * yPred[i];
            double passed = missing >= 0 ? 1 : 0;
            gradients[i] = (float) (-y * slope(Math.max(missing, 0)) * passed / width);
        }
    }
}
