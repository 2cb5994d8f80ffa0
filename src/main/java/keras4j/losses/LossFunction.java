package keras4j.losses;

import java.util.function.BinaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A loss that is a function of labels and predictions, described by ops: no gradient is to be written. Keras: a function of (y_true,
 * y_pred) as a loss, or a {@code Loss} with a {@code call}.
 */
public abstract class LossFunction extends ReducedLoss {
    /**
     * What it computes, by {@link Ops}, of labels and predictions with all their axes, that of the batch first: a number for each
     * sample, or for each position, which then count by their weights; or one number for the batch.
     *
     * @param yTrue the labels as they are given; with a last axis of 1 if the predictions, (batch, 1), have one that they have not
     * @param yPred (batch, ..); without its last axis, of 1, if it has several others and the labels have not that one
     */
    protected abstract Symbol call(Symbol yTrue, Symbol yPred);

    /**
     * A loss by its description, such as {@code (yTrue, yPred) -> mean(square(yTrue.minus(yPred)), -1)}. A model compiled with it is in
     * no file: a registered class is.
     */
    public static LossFunction of(BinaryOperator<Symbol> function) {
        KerasException.notNull("loss", "a function", function);
        return new LossFunction() {
            @Override
            public String name() {
                return "function";
            }

            @Override
            protected Symbol call(Symbol yTrue, Symbol yPred) {
                return function.apply(yTrue, yPred);
            }
        };
    }

    /** The axes that it names. */
    int[] axes() {
        return new int[] {axis()};
    }

    @Override
    public final Loss of(Shape labels, Shape output) {
        checkAxes(output, axes());
        return TracedLoss.of(this, labels, output);
    }

    /** As Keras's LossFunctionWrapper calls it. */
    final Symbol squeezed(Symbol yTrue, Symbol yPred) {
        return SameRank.apply(yTrue, yPred, this::call);
    }

    /** Which rows count. */
    final Symbol counted(Symbol yTrue, Symbol yPred) {
        return mask(null, yTrue, squeezed(yTrue, yPred));
    }

    @Override
    public final void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        ofRows(width).losses(yTrue, yPred, rows, width, losses);
    }

    @Override
    public final void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        ofRows(width).gradients(yTrue, yPred, rows, width, gradients);
    }

    /** The one for labels of which no shape is known. */
    private Loss ofRows(int width) {
        return of(Shape.of(width), Shape.of(width));
    }
}
