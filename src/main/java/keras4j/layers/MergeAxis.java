package keras4j.layers;

import java.util.Arrays;
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

    /** Different axes, as Keras has them in its layers: in order. */
    static int[] sorted(String argument, int... axes) {
        int[] sorted = KerasException.notNull(argument, "axes", axes).clone();
        Arrays.sort(sorted);
        if (sorted.length == 0 || Arrays.stream(sorted).distinct().count() < sorted.length) {
            throw KerasException.expected(argument, "at least one axis, and none twice", Arrays.toString(axes));
        }
        return sorted;
    }

    /** The lengths of axes of a sample. */
    static Shape lengths(String argument, int[] axes, Shape sample) {
        return Shape.of(Arrays.stream(axes)
                .map(axis -> sample.dim(of(argument, axis, sample)))
                .toArray());
    }
}
