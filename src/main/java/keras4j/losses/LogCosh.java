package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * mean(log(cosh(y_pred - y_true))) over the last axis. Keras: {@code LogCosh}.
 */
public final class LogCosh extends ElementwiseLoss implements LossByOps {
    @Override
    public String name() {
        return "log_cosh";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol error = yPred.minus(yTrue);
        return Ops.mean(error.plus(Ops.softplus(error.times(-2))).minus(Math.log(2)), -1);
    }

    @Override
    protected double loss(float y, float p) {
        double error = (double) p - y;
        return error + Math.max(-2 * error, 0) + Probabilities.softplusTail(2 * error) - Math.log(2);
    }

    @Override
    protected double gradient(float y, float p) {
        return Math.tanh((double) p - y);
    }
}
