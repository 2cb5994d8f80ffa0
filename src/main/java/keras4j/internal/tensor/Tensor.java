package keras4j.internal.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers with a shape, row-major. */
public final class Tensor {
    private static final int CHUNK = 1 << 14;

    private final float[] all;
    private final int from;
    private final int[] dims;

    /**
     * A part of an array, which is not copied.
     *
     * @param from where the numbers begin
     * @param dims the lengths of the axes; none for a single number
     */
    public Tensor(float[] all, int from, int... dims) {
        this.all = all;
        this.from = from;
        this.dims = dims.clone();
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

    /** A copy of the numbers. */
    public float[] values() {
        return Arrays.copyOfRange(all, from, from + size());
    }

    /** The same numbers in another shape. */
    public Tensor reshape(int... shape) {
        return new Tensor(all, from, shape);
    }

    /** The axes in another order: axis {@code axes[0]} comes first. NumPy: {@code transpose}. */
    public Tensor transpose(int... axes) {
        int[] strides = new int[dims.length];
        for (int axis = dims.length - 1, stride = 1; axis >= 0; stride *= dims[axis--]) {
            strides[axis] = stride;
        }
        int[] lengths = Arrays.stream(axes).map(axis -> dims[axis]).toArray();
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            int place = from;
            int rest = i;
            for (int axis = lengths.length - 1; axis >= 0; axis--) {
                place += rest % lengths[axis] * strides[axes[axis]];
                rest /= lengths[axis];
            }
            values[i] = all[place];
        }
        return of(values, lengths);
    }

    /** Writes the numbers as little-endian float32. */
    public void writeTo(OutputStream out) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.min(CHUNK, size()) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size(); i += CHUNK) {
            int count = Math.min(CHUNK, size() - i);
            buffer.asFloatBuffer().put(all, from + i, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }
}
