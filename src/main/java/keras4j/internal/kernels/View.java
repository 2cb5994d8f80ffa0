package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Shape;

/**
 * Where a value stands: numbers of a buffer from an offset on, with a distance along each axis, which is 0 where the same numbers
 * are repeated. Reshaped, transposed and cut values are views of the same numbers.
 */
public final class View {
    /** No step. */
    private static final int NONE = Integer.MIN_VALUE;

    private final Buffer buffer;
    private final int offset;
    private final Shape shape;
    private final int[] strides;

    private View(Buffer buffer, int offset, Shape shape, int[] strides) {
        this.buffer = buffer;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    /** Row-major, from an offset on. */
    public static View of(Buffer buffer, int offset, Shape shape) {
        int[] strides = new int[shape.rank()];
        for (int i = strides.length - 1, step = 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape.dim(i);
        }
        return new View(buffer, offset, shape, strides);
    }

    /** Row-major, from the buffer's first number on. */
    public static View of(Buffer buffer, Shape shape) {
        return of(buffer, 0, shape);
    }

    public Buffer buffer() {
        return buffer;
    }

    /** Where the first number stands. */
    public int offset() {
        return offset;
    }

    public Shape shape() {
        return shape;
    }

    /** How far the numbers are apart along an axis; negative axes count from the end. */
    public int stride(int axis) {
        return strides[axis < 0 ? axis + strides.length : axis];
    }

    public int size() {
        return shape.size();
    }

    /** The numbers as a loop from the offset on can read them. */
    public float[] array() {
        return buffer.array();
    }

    /** Whether the numbers stand row-major without gaps. */
    public boolean isContiguous() {
        for (int i = strides.length - 1, step = 1; i >= 0; i--) {
            if (shape.dim(i) != 1 && strides[i] != step) {
                return false;
            }
            step *= shape.dim(i);
        }
        return true;
    }

    /** Whether they are an array of Java's from its first number on. */
    public boolean isWholeArray() {
        return !buffer.isNative() && offset == 0 && isContiguous();
    }

    /** The same look at another place. */
    public View in(Buffer other, int from) {
        return new View(other, from, shape, strides);
    }

    /** Other axes over the same numbers. */
    public View with(int from, Shape to, int... steps) {
        return new View(buffer, from, to, steps);
    }

    /** The axes in another order. */
    public View transpose(int... axes) {
        int[] dims = new int[axes.length];
        int[] steps = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            dims[i] = shape.dim(axes[i]);
            steps[i] = strides[axes[i]];
        }
        return new View(buffer, offset, Shape.of(dims), steps);
    }

    /** The same numbers, repeated along new axes and along axes of length 1, as NumPy broadcasts. */
    public View broadcast(Shape to) {
        int[] steps = new int[to.rank()];
        int shift = to.rank() - shape.rank();
        for (int i = shift; i < steps.length; i++) {
            steps[i] = shape.dim(i - shift) == 1 && to.dim(i) != 1 ? 0 : strides[i - shift];
        }
        return new View(buffer, offset, to, steps);
    }

    /** The same numbers with other axes, row-major; null if they cannot be looked at so without a copy. */
    public View reshape(Shape to) {
        if (isContiguous()) {
            return of(buffer, offset, to);
        }
        int[] steps = new int[to.rank()];
        Arrays.fill(steps, 1);
        int i = 0;
        int j = 0;
        while (i < shape.rank() && j < to.rank()) {
            int firstOld = i;
            int firstNew = j;
            int old = shape.dim(i);
            int made = to.dim(j);
            while (old != made) {
                if (old < made) {
                    old *= shape.dim(++i);
                } else {
                    made *= to.dim(++j);
                }
            }
            int step = commonStep(firstOld, i);
            if (step == NONE) {
                return null;
            }
            for (int k = j; k >= firstNew; k--) {
                steps[k] = step;
                step *= to.dim(k);
            }
            i++;
            j++;
        }
        return new View(buffer, offset, to, steps);
    }

    /** How far apart the numbers of these axes are, if they can be one axis; else {@link #NONE}. */
    private int commonStep(int first, int last) {
        int step = NONE;
        int expected = NONE;
        for (int k = last; k >= first; k--) {
            if (shape.dim(k) == 1) {
                continue;
            }
            if (step == NONE) {
                step = strides[k];
            } else if (strides[k] != expected) {
                return NONE;
            }
            expected = strides[k] * shape.dim(k);
        }
        return step == NONE ? 1 : step;
    }

    /** Where the rows of the last axis begin, in row-major order; one place for a single number. */
    public int[] rows() {
        int axes = Math.max(0, shape.rank() - 1);
        int count = shape.rank() == 0 ? 1 : shape.positions();
        int[] places = new int[count];
        for (int row = 0; row < count; row++) {
            int at = offset;
            int left = row;
            for (int k = axes - 1; k >= 0; k--) {
                at += left % shape.dim(k) * strides[k];
                left /= shape.dim(k);
            }
            places[row] = at;
        }
        return places;
    }
}
