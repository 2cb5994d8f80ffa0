package keras4j.losses;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** 1 - 2 sum(y_true y_pred) / (sum(y_true) + sum(y_pred) + 1e-7). Keras: {@code Dice}. */
public final class Dice extends OverlapLoss<Dice> {
    @Override
    public String name() {
        return "dice";
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        Symbol both = sum(yTrue.times(yPred)).times(2);
        return Ops.subtract(1, both.dividedBy(sum(yTrue).plus(sum(yPred)).plus(Probabilities.EPSILON)));
    }
}
