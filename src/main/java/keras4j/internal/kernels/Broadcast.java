package keras4j.internal.kernels;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Shapes taken together place by place from their last axes on: an axis of length 1, or a missing one, stands for all. */
public final class Broadcast {
    private Broadcast() {}

    /**
     * The shape that all of these together have.
     *
     * @param what what an error message begins with
     * @throws KerasException if two of them have axes of different lengths, none of which is 1
     */
    public static Shape shape(String what, List<Shape> shapes) {
        int[] dims = new int[shapes.stream().mapToInt(Shape::rank).max().orElse(0)];
        for (int axis = 1; axis <= dims.length; axis++) {
            int length = 1;
            for (Shape shape : shapes) {
                int own = axis > shape.rank() ? 1 : shape.dim(-axis);
                if (own != 1 && length != 1 && own != length) {
                    throw KerasException.expected(
                            what,
                            "inputs of one shape, but for axes of length 1",
                            String.join(
                                    " and ", shapes.stream().map(Shape::batched).toList()));
                }
                length = own == 1 ? length : own;
            }
            dims[dims.length - axis] = length;
        }
        return Shape.of(dims);
    }

    /** For each place of a sample of the shape {@code all} that of the number that stands for it in a sample of {@code own}. */
    static int[] places(Shape own, Shape all) {
        int[] places = new int[all.size()];
        for (int i = 0; i < places.length; i++) {
            int rest = i;
            int stride = 1;
            for (int axis = 1; axis <= own.rank(); axis++) {
                int position = rest % all.dim(-axis);
                rest /= all.dim(-axis);
                places[i] += own.dim(-axis) == 1 ? 0 : position * stride;
                stride *= own.dim(-axis);
            }
        }
        return places;
    }
}
