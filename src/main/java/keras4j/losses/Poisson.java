package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * mean(y_pred - y_true log(y_pred + 1e-7)) over the last axis. Keras: {@code Poisson}.
 */
public final class Poisson extends ElementwiseLoss implements LossByOps {
    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        return Ops.mean(yPred.minus(yTrue.times(Ops.log(yPred.plus(Probabilities.EPSILON)))), -1);
    }

    @Override
    protected double loss(float y, float p) {
        return p - y * Math.log(p + Probabilities.EPSILON);
    }

    @Override
    protected double gradient(float y, float p) {
        return 1 - y / (p + Probabilities.EPSILON);
    }
}
