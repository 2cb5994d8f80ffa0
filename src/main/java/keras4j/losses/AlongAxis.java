package keras4j.losses;

import keras4j.core.Config;
import keras4j.ops.LossByOps;
import keras4j.ops.Symbol;

/** A loss along an axis that is not the last. */
final class AlongAxis extends LossFunction {
    private final LossByOps loss;

    AlongAxis(LossByOps loss) {
        this.loss = loss;
        reduction(loss.reduction().toString());
    }

    @Override
    public String name() {
        return loss.name();
    }

    @Override
    public void config(Config config) {
        loss.config(config);
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        return loss.byOps(yTrue, yPred);
    }
}
