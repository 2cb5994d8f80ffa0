package keras4j.layers;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Shape;

/** The axes of samples along which statistics are kept apart; over all others they are taken together. */
final class Axes {
    private final Shape sample;
    private final int[] kept;
    private final Shape shape;

    /**
     * @param sample the shape of one sample
     * @param axes as Keras counts them, 0 being the batch's, negative from the end
     * @throws KerasException for an axis that is not there, is the batch's, or is given twice
     */
    Axes(Shape sample, int[] axes) {
        this.sample = sample;
        kept = Arrays.stream(axes)
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
        shape = Shape.of(Arrays.stream(kept).map(sample::dim).toArray());
    }

    /** The lengths of the kept axes. */
    Shape shape() {
        return shape;
    }

    /** The same with 1 for each axis that is not kept. */
    Shape broadcast() {
        int[] dims = new int[sample.rank()];
        Arrays.fill(dims, 1);
        Arrays.stream(kept).forEach(axis -> dims[axis] = sample.dim(axis));
        return Shape.of(dims);
    }

    /** The length of a row of data: the last axis if it alone has statistics, else the whole sample. */
    int row() {
        return kept.length == 1 && kept[0] == sample.rank() - 1 ? sample.last() : sample.size();
    }

    /** For each number of a row the place of its statistics; rows follow one another through a sample. */
    int[] places() {
        int[] places = new int[row()];
        for (int i = 0; i < places.length; i++) {
            places[i] = places.length == shape.size() ? i : place(i);
        }
        return places;
    }

    /** The indices along the kept axes of a sample's number with this index, row-major. */
    private int place(int index) {
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
     * Whether given numbers have the last of the kept axes, or 1 in place of a length.
     *
     * @throws KerasException if they have not
     */
    void check(String what, NumberArray given) {
        Shape from = given.shape();
        int missing = shape.rank() - from.rank();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (missing < 0 || (from.dim(axis) != 1 && from.dim(axis) != shape.dim(axis + missing))) {
                throw KerasException.expected(what, "numbers for kept axes of shape " + shape, from);
            }
        }
    }

    /** The given number for each place: one stands for all along an axis that is missing or has the length 1. */
    float[] spread(NumberArray given) {
        Shape from = given.shape();
        int missing = shape.rank() - from.rank();
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
