package keras4j.layers;

import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Axes as Keras counts them: 0 is the batch's, negative ones count from the end. */
final class MergeAxis {
    private MergeAxis() {}

    /**
     * The axis of a sample.
     *
     * @throws KerasException if there is none, or it is the batch's
     */
    static int of(String argument, int axis, Shape sample) {
        int own = axis < 0 ? axis + sample.rank() : axis - 1;
        if (own < 0 || own >= sample.rank()) {
            throw KerasException.expected(
                    argument, "an axis of inputs of shape " + sample.batched() + ", not the batch's", axis);
        }
        return own;
    }
}
