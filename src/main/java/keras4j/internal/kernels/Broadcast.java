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
}
