package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * sum(y_true log(y_true / y_pred)) over the last axis, with both in [1e-7, 1]. Keras: {@code KLDivergence}.
 */
public final class KLDivergence extends ReducedLoss implements LossByOps {
    @Override
    public String name() {
        return "kl_divergence";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol y = Ops.clip(yTrue, Probabilities.EPSILON, 1);
        Symbol p = Ops.clip(yPred, Probabilities.EPSILON, 1);
        return Ops.sum(y.times(Ops.log(y.dividedBy(p))), -1);
    }

    private static double clip(float p) {
        return Math.min(Math.max(p, Probabilities.EPSILON), 1);
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                sum += clip(yTrue[i]) * Math.log(clip(yTrue[i]) / clip(yPred[i]));
            }
            losses[row] = (float) sum;
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int i = 0; i < rows * width; i++) {
            boolean isCut = yPred[i] < (float) Probabilities.EPSILON || yPred[i] > 1;
            gradients[i] = isCut ? 0 : (float) (-clip(yTrue[i]) / yPred[i]);
        }
    }
}
