package keras4j.losses;

import java.util.function.BinaryOperator;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** Labels and predictions of which one has a last axis of 1 that the other has not. Keras: squeeze_or_expand_to_same_rank. */
public final class SameRank {
    private SameRank() {}

    /** The function, of labels and predictions with as many axes if that axis is all that they differ by. */
    public static Symbol apply(Symbol yTrue, Symbol yPred, BinaryOperator<Symbol> function) {
        if (yTrue.rank() == yPred.rank() + 1 && yTrue.dim(-1) == 1) {
            return yPred.rank() == 1
                    ? function.apply(yTrue, Ops.expandDims(yPred, -1))
                    : function.apply(Ops.squeeze(yTrue, -1), yPred);
        }
        if (yPred.rank() == yTrue.rank() + 1 && yPred.dim(-1) == 1) {
            return yTrue.rank() == 1
                    ? function.apply(Ops.expandDims(yTrue, -1), yPred)
                    : function.apply(yTrue, Ops.squeeze(yPred, -1));
        }
        return function.apply(yTrue, yPred);
    }
}
