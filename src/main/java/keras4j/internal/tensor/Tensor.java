package keras4j.internal.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Numbers with a shape, row-major. It is a view of an array: of a part of it, maybe with its axes in another order; nothing is copied
 * before it is asked for, as files of large models are written.
 */
public final class Tensor {
    private static final int CHUNK = 1 << 14;

    private final float[] all;
    private final int from;
    private final int[] dims;
    private final int[] strides;

    /**
     * A part of an array, which is not copied.
     *
     * @param from where the numbers begin
     * @param dims the lengths of the axes; none for a single number
     */
    public Tensor(float[] all, int from, int... dims) {
        this(all, from, dims.clone(), rowMajor(dims));
    }

    private Tensor(float[] all, int from, int[] dims, int[] strides) {
        this.all = all;
        this.from = from;
        this.dims = dims;
        this.strides = strides;
    }

    private static int[] rowMajor(int[] dims) {
        int[] strides = new int[dims.length];
        for (int axis = dims.length - 1, stride = 1; axis >= 0; stride *= dims[axis--]) {
            strides[axis] = stride;
        }
        return strides;
    }

    /** All numbers of an array, which is not copied. */
    public static Tensor of(float[] values, int... dims) {
        return new Tensor(values, 0, dims);
    }

    /** The lengths of the axes. */
    public int[] dims() {
        return dims.clone();
    }

    /** How many numbers there are. */
    public int size() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    /** Whether it is a view of the same place; then it has the same numbers. */
    public boolean isSame(Tensor other) {
        return all == other.all
                && from == other.from
                && Arrays.equals(dims, other.dims)
                && Arrays.equals(strides, other.strides);
    }

    /** A copy of the numbers. */
    public float[] values() {
        float[] values = new float[size()];
        copy(0, FloatBuffer.wrap(values));
        return values;
    }

    /** The same numbers in another shape. */
    public Tensor reshape(int... shape) {
        return isInOrder() ? new Tensor(all, from, shape) : of(values(), shape);
    }

    /** The axes in another order: axis {@code axes[0]} comes first. NumPy: {@code transpose}. */
    public Tensor transpose(int... axes) {
        return new Tensor(all, from, permuted(dims, axes), permuted(strides, axes));
    }

    private static int[] permuted(int[] values, int[] axes) {
        return Arrays.stream(axes).map(axis -> values[axis]).toArray();
    }

    private boolean isInOrder() {
        return Arrays.equals(strides, rowMajor(dims));
    }

    /** Writes the numbers as little-endian float32. */
    public void writeTo(OutputStream out) throws IOException {
        int size = size();
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.min(CHUNK, size) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i += CHUNK) {
            int count = Math.min(CHUNK, size - i);
            copy(i, buffer.asFloatBuffer().limit(count));
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }

    /** Fills a buffer with the numbers from the one with this number in row-major order. */
    private void copy(int first, FloatBuffer to) {
        if (isInOrder()) {
            to.put(all, from + first, to.remaining());
            return;
        }
        int last = dims.length - 1;
        for (int number = first; to.hasRemaining(); ) {
            int row = from;
            int rest = number / dims[last];
            for (int axis = last - 1; axis >= 0; axis--) {
                row += strides[axis] * (rest % dims[axis]);
                rest /= dims[axis];
            }
            int begin = number % dims[last];
            int end = Math.min(dims[last], begin + to.remaining());
            for (int i = begin; i < end; i++) {
                to.put(all[row + strides[last] * i]);
            }
            number += end - begin;
        }
    }
}
