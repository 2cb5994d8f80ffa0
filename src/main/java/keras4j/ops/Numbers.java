package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * Numbers as an op's argument, in the form in which Keras's files have NumPy's arrays.
 *
 * @param value a number, true or false, or lists of these, nested
 * @param dtype such as "float32"
 */
public record Numbers(Object value, String dtype) {
    private static final int MAX_AXES = 32;

    /** The same as a value. */
    Symbol symbol() {
        List<Integer> dims = new ArrayList<>();
        for (Object inner = value; inner instanceof List<?> list && !list.isEmpty() && dims.size() < MAX_AXES; ) {
            dims.add(list.size());
            inner = list.get(0);
        }
        Shape shape = ShapeOps.shape(dims);
        float[] values = new float[shape.size()];
        fill(value, dims, 0, values, 0);
        return shape.rank() == 0 ? Primitives.constant(values[0]) : Primitives.constant(values, shape);
    }

    private int fill(Object item, List<Integer> dims, int axis, float[] into, int from) {
        if (axis < dims.size() && item instanceof List<?> list && list.size() == dims.get(axis)) {
            int at = from;
            for (Object part : list) {
                at = fill(part, dims, axis + 1, into, at);
            }
            return at;
        }
        if (axis < dims.size() || !(item instanceof Number || item instanceof Boolean)) {
            throw KerasException.expected("numbers", "numbers in lists of the same lengths", value);
        }
        float number = item instanceof Number given ? given.floatValue() : Boolean.TRUE.equals(item) ? 1 : 0;
        into[from] = dtype.contains("int") ? (long) number : number;
        return from + 1;
    }
}
