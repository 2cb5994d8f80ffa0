package keras4j.losses;

import keras4j.ops.Symbol;

/**
 * mean(max(1 - y_true y_pred, 0)) over the last axis, with labels -1 and 1; labels that are all 0 or 1 stand for these. Keras:
 * {@code Hinge}.
 */
public final class Hinge extends MarginLoss {
    @Override
    public String name() {
        return "hinge";
    }

    @Override
    Symbol cost(Symbol missing) {
        return missing;
    }

    @Override
    double cost(double missing) {
        return missing;
    }

    @Override
    double slope(double missing) {
        return 1;
    }
}
