package keras4j.internal.plan;

import java.util.function.UnaryOperator;
import keras4j.ops.Symbol;

/**
 * A loss or metric that is described by ops. Where a sigmoid or softmax makes the predictions it is one of their logits, so that a
 * cross-entropy in it goes back to them, as in Keras on TensorFlow.
 */
public interface OfLogits<T> {
    /** @param activation makes predictions of logits, both with all axes */
    T ofLogits(UnaryOperator<Symbol> activation);
}
