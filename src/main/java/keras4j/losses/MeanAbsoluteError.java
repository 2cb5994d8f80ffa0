package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** mean(|y_true - y_pred|) over the last axis. Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends ElementwiseLoss implements LossByOps {
    @Override
    public String name() {
        return "mean_absolute_error";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        return Ops.mean(Ops.abs(yPred.minus(yTrue)), -1);
    }

    @Override
    protected double loss(float y, float p) {
        return Math.abs((double) p - y);
    }

    @Override
    protected double gradient(float y, float p) {
        return Math.signum(p - y);
    }
}
