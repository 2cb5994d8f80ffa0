package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.ops.Symbol;

/** A loss with Keras's argument reduction. */
public abstract class ReducedLoss implements Loss {
    private Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;

    /**
     * How the losses of a batch's rows become one number: "sum_over_batch_size", which it is unless given, "mean", which is the
     * same, "sum", "mean_with_sample_weight" or "none".
     */
    public final Loss reduction(String value) {
        reduction = Reduction.of(name() + ".reduction", value);
        return this;
    }

    @Override
    public final Reduction reduction() {
        return reduction;
    }

    /**
     * The loss of symbols, reduced as {@link #reduction} says. Keras: {@code loss(y_true, y_pred)}.
     *
     * @param yTrue (batch, ..)
     * @param yPred (batch, ..); what its mask leaves out does not count
     * @throws keras4j.core.KerasException if it takes no such labels
     */
    public final Symbol apply(Symbol yTrue, Symbol yPred) {
        return apply(yTrue, yPred, null);
    }

    /** @param sampleWeight how much each sample counts, (batch), or each of its positions; null if all count 1 */
    public final Symbol apply(Symbol yTrue, Symbol yPred, Symbol sampleWeight) {
        return LossCall.of(this, yTrue, yPred, sampleWeight);
    }

    @Override
    public void config(Config config) {
        config.unused("name", name());
        config.ignored("dtype");
        reduction(config.text("reduction", reduction.toString()));
    }
}
