package keras4j.losses;

import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * 1 - both / (both + alpha missed + beta wrong + 1e-7), with sums of y_true y_pred, y_true (1 - y_pred) and (1 - y_true) y_pred. Salehi
 * et al., 2017. Keras: {@code Tversky}.
 */
public final class Tversky extends OverlapLoss<Tversky> {
    private double alpha = 0.5;
    private double beta = 0.5;

    /** How much counts what is missed; 0.5 unless given. */
    public Tversky alpha(double value) {
        alpha = weight("alpha", value);
        return this;
    }

    /** How much counts what is predicted wrongly; 0.5 unless given. */
    public Tversky beta(double value) {
        beta = weight("beta", value);
        return this;
    }

    @Override
    public String name() {
        return "tversky";
    }

    @Override
    public void config(Config config) {
        super.config(config);
        alpha(config.number("alpha", alpha));
        beta(config.number("beta", beta));
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        Symbol both = sum(yTrue.times(yPred));
        Symbol missed = sum(Ops.subtract(1, yPred).times(yTrue));
        Symbol wrong = sum(yPred.times(Ops.subtract(1, yTrue)));
        Symbol all = both.plus(missed.times(alpha)).plus(wrong.times(beta)).plus(Probabilities.EPSILON);
        return Ops.subtract(1, both.dividedBy(all));
    }
}
