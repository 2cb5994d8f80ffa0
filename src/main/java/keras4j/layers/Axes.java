package keras4j.layers;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Shape;

/**
 * The axes of samples along which statistics are kept apart; over all others they are taken together.
 *
 * @param shape the lengths of the kept axes
 * @param places for each number of a row of data the place of its statistics; rows follow one another through a sample
 * @param isLast whether a row is the last axis alone, else it is the whole sample
 */
record Axes(Shape shape, int[] places, boolean isLast) {
    /**
     * @param axes as Keras counts them, 0 being the batch's, negative from the end
     * @throws KerasException for an axis that is not there, is the batch's, or is given twice
     */
    static Axes of(Shape sample, int[] axes) {
        int[] kept = Arrays.stream(axes)
                .map(axis -> (axis < 0 ? axis + sample.rank() + 1 : axis) - 1)
                .sorted()
                .toArray();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] < 0 || kept[i] >= sample.rank() || (i > 0 && kept[i] == kept[i - 1])) {
                throw KerasException.expected(
                        "Normalization.axis",
                        "different axes of data of shape " + sample.batched() + ", not the batch's",
                        Arrays.toString(axes));
            }
        }
        Shape shape = Shape.of(Arrays.stream(kept).map(sample::dim).toArray());
        boolean isLast = kept.length == 1 && kept[0] == sample.rank() - 1;
        int[] places = new int[isLast ? sample.last() : sample.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = isLast ? i : place(i, sample, kept);
        }
        return new Axes(shape, places, isLast);
    }

    /** Where the statistics of a sample's number with this index are: its indices along the kept axes, row-major. */
    private static int place(int index, Shape sample, int[] kept) {
        int place = 0;
        int stride = 1;
        int rest = index;
        for (int axis = sample.rank() - 1, k = kept.length - 1; axis >= 0; axis--) {
            int position = rest % sample.dim(axis);
            rest /= sample.dim(axis);
            if (k >= 0 && kept[k] == axis) {
                place += position * stride;
                stride *= sample.dim(axis);
                k--;
            }
        }
        return place;
    }

    /**
     * Given numbers for each place: their axes are the last of the kept ones, and one number stands for all along an axis
     * that is missing or has the length 1.
     *
     * @throws KerasException if a length is another one
     */
    float[] spread(String what, NumberArray given) {
        Shape from = given.shape();
        int missing = shape.rank() - from.rank();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (missing < 0 || (from.dim(axis) != 1 && from.dim(axis) != shape.dim(axis + missing))) {
                throw KerasException.expected(what, "numbers for kept axes of shape " + shape, from);
            }
        }
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int place = 0;
            int stride = 1;
            int rest = i;
            for (int axis = from.rank() - 1; axis >= 0; axis--) {
                int position = rest % shape.dim(axis + missing);
                rest /= shape.dim(axis + missing);
                place += from.dim(axis) == 1 ? 0 : position * stride;
                stride *= from.dim(axis);
            }
            values[i] = (float) given.values()[place];
        }
        return values;
    }
}
