package keras4j.losses;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/** A loss with Keras's argument reduction. */
public abstract class ReducedLoss implements Loss {
    private Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;
    private int axis = -1;

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

    /** Sets the axis, that of the batch being 0, along which the loss is taken; the last unless it is called. */
    final void setAxis(int value) {
        axis = value;
    }

    final int axis() {
        return axis;
    }

    final void configAxis(Config config) {
        axis = config.integer("axis", axis);
    }

    /** The loss itself where it is along the last axis, else as ops say it. */
    @Override
    public Loss of(Shape labels, Shape output) {
        checkAxes(output, axis);
        return axis == -1 || axis == output.rank() ? this : TracedLoss.of(new AlongAxis(this), labels, output);
    }

    /** @throws KerasException if outputs of such a shape, with the batch's axis, have not these axes */
    final void checkAxes(Shape output, int... axes) {
        int rank = output.rank() + 1;
        if (!Arrays.stream(axes).allMatch(one -> one >= -rank && one < rank)) {
            throw KerasException.expected(
                    "loss " + name() + ".axis", "axes of outputs of shape " + output.batched(), Arrays.toString(axes));
        }
    }

    /** The loss of each sample, or of each of its places, along an axis that is not the last. */
    public final Symbol each(Symbol yTrue, Symbol yPred) {
        return new AlongAxis(this).squeezed(yTrue, yPred);
    }

    /** The loss along {@link #axis}, in ops; asked only of those that have that argument. */
    Symbol alongAxis(Symbol yTrue, Symbol yPred) {
        throw new IllegalStateException(name() + " has no axis");
    }

    /** Whether {@link #mask} leaves out rows itself. */
    boolean leavesOut() {
        return false;
    }

    /**
     * Which rows of symbols count: see {@link Loss#mask}.
     *
     * @param mask null if all do
     */
    Symbol mask(Symbol mask, Symbol yTrue, Symbol losses) {
        return mask;
    }

    @Override
    public void config(Config config) {
        config.unused("name", name());
        config.ignored("dtype");
        reduction(config.text("reduction", reduction.toString()));
    }
}
