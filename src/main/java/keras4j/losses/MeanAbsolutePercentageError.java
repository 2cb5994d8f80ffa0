package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * 100 mean(|y_true - y_pred| / |y_true|) over the last axis, with |y_true| at least 1e-7. Keras: {@code MeanAbsolutePercentageError}.
 */
public final class MeanAbsolutePercentageError extends ElementwiseLoss implements LossByOps {
    private static double size(float y) {
        return Math.max(Math.abs(y), Probabilities.EPSILON);
    }

    @Override
    public String name() {
        return "mean_absolute_percentage_error";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol sizes = Ops.maximum(Ops.abs(yTrue), Probabilities.EPSILON);
        return Ops.mean(Ops.abs(yTrue.minus(yPred).dividedBy(sizes)), -1).times(100);
    }

    @Override
    protected double loss(float y, float p) {
        return 100 * Math.abs((double) p - y) / size(y);
    }

    @Override
    protected double gradient(float y, float p) {
        return 100 * Math.signum(p - y) / size(y);
    }
}
