package keras4j.core;

import java.lang.reflect.Array;
import java.util.function.BiFunction;

/** A rectangular Java array of any number type and number of axes, as floats in row-major order. */
public final class JavaArray {
    private final String name;
    private final Shape shape;
    private final float[] values;

    private JavaArray(String name, Shape shape) {
        this.name = name;
        this.shape = shape;
        values = new float[shape.size()];
    }

    /**
     * The numbers of an array of arrays.
     *
     * @param made is made of the numbers and the lengths of the axes
     *
     * @throws KerasException naming the place where something is missing, of another length, or no float; null for what is
     *     no array of numbers
     */
    public static <T> T of(String name, Object array, BiFunction<float[], Shape, T> made) {
        Class<?> type = array.getClass();
        int rank = 0;
        for (; type.isArray(); type = type.getComponentType()) {
            rank++;
        }
        if (rank == 0 || !type.isPrimitive() || type == char.class) {
            return null;
        }
        JavaArray read = new JavaArray(name, Shape.of(lengths(name, array, rank)));
        read.copy(array, 0, 0);
        return made.apply(read.values, read.shape);
    }

    /** The numbers of a row that stands for an array of this shape. */
    public static float[] of(String name, long[] row, Shape shape) {
        JavaArray read = new JavaArray(name, shape);
        read.copy(row, 0);
        return read.values;
    }

    /** The length of each axis, by the first element of each. */
    private static int[] lengths(String name, Object array, int rank) {
        int[] lengths = new int[rank];
        Object part = array;
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = part == null ? 0 : Array.getLength(part);
            if (lengths[axis] == 0) {
                String received = part == null ? "null" : "an empty array";
                throw KerasException.expected(
                        name + "[0]".repeat(axis), "at least one sample with at least one number", received);
            }
            part = axis == rank - 1 ? null : Array.get(part, 0);
        }
        return lengths;
    }

    /** Copies a part with the axes from {@code axis} on; returns the place behind it. */
    private int copy(Object part, int axis, int from) {
        int length = part == null ? 0 : Array.getLength(part);
        if (length != shape.dim(axis)) {
            String like = "an array of length " + shape.dim(axis) + ", as " + name + "[0]".repeat(axis);
            throw KerasException.expected(place(axis, from), like, part == null ? "null" : "one of length " + length);
        }
        if (axis == shape.rank() - 1) {
            copy(part, from);
            return from + length;
        }
        int to = from;
        for (Object inner : (Object[]) part) {
            to = copy(inner, axis + 1, to);
        }
        return to;
    }

    private void copy(Object row, int from) {
        int length = Array.getLength(row);
        if (row instanceof float[] floats) {
            System.arraycopy(floats, 0, values, from, length);
        } else if (row instanceof double[] doubles) {
            for (int i = 0; i < length; i++) {
                values[from + i] = rounded(doubles[i], from + i);
            }
        } else if (row instanceof long[] longs) {
            for (int i = 0; i < length; i++) {
                values[from + i] = exact(longs[i], from + i);
            }
        } else if (row instanceof int[] ints) {
            for (int i = 0; i < length; i++) {
                values[from + i] = exact(ints[i], from + i);
            }
        } else if (row instanceof boolean[] flags) {
            for (int i = 0; i < length; i++) {
                values[from + i] = flags[i] ? 1 : 0;
            }
        } else {
            for (int i = 0; i < length; i++) {
                values[from + i] = Array.getFloat(row, i); // bytes and shorts
            }
        }
    }

    /** The nearest float. */
    private float rounded(double number, int index) {
        float value = (float) number;
        if (Float.isInfinite(value) && !Double.isInfinite(number)) {
            throw KerasException.expected(place(shape.rank(), index), "a number within float32", number);
        }
        return value;
    }

    /** A whole number, such as that of a word, must not become another one. */
    private float exact(long number, int index) {
        float value = number;
        if (value >= 0x1p63f || (long) value != number) {
            throw KerasException.expected(
                    place(shape.rank(), index),
                    "a whole number that float32 has, as all up to 16,777,216 (doubles are rounded)",
                    number);
        }
        return value;
    }

    /** The name and the first {@code axes} indices of the number at this place, such as x[3][1]. */
    private String place(int axes, int index) {
        StringBuilder indices = new StringBuilder();
        int rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if (axis < axes) {
                indices.insert(0, "[" + rest % shape.dim(axis) + "]");
            }
            rest /= shape.dim(axis);
        }
        return name + indices;
    }
}
