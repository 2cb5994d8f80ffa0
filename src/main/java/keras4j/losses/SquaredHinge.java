package keras4j.losses;

import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * mean(max(1 - y_true y_pred, 0)^2) over the last axis, with labels -1 and 1; labels that are all 0 or 1 stand for these.
 * Keras: {@code SquaredHinge}.
 */
public final class SquaredHinge extends MarginLoss {
    @Override
    public String name() {
        return "squared_hinge";
    }

    @Override
    Symbol cost(Symbol missing) {
        return Ops.square(missing);
    }

    @Override
    double cost(double missing) {
        return missing * missing;
    }

    @Override
    double slope(double missing) {
        return 2 * missing;
    }
}
