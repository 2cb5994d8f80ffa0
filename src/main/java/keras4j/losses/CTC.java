package keras4j.losses;

import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The negative logarithm of the probability of a sample's labels, wherever in time they are (Graves et al., 2006): labels
 * (batch, labels), class numbers from 1 on, filled up with 0, the class of no label; outputs (batch, time, classes), logits. Keras:
 * {@code CTC}.
 */
public final class CTC extends LossFunction {
    @Override
    public String name() {
        return "ctc";
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        if (yTrue.rank() != 2 || yPred.rank() != 3) {
            throw KerasException.expected(
                    "ctc",
                    "labels (batch, labels) and outputs (batch, time, classes)",
                    yTrue.sampleShape().batched() + " and "
                            + yPred.sampleShape().batched());
        }
        Symbol labels = Ops.sum(Ops.notEqual(yTrue, 0), -1);
        Symbol steps = Ops.full(new int[] {yPred.dim(0)}, yPred.dim(1));
        return Ops.ctcLoss(yTrue, yPred, labels, steps, 0);
    }
}
