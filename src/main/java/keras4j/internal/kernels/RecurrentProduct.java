package keras4j.internal.kernels;

import keras4j.internal.engine.Blas;
import keras4j.internal.engine.BlasThreads;

/**
 * Products of a state, (batch, units), with a recurrent kernel, (units, width), for some samples of the batch at a time: BLAS's on
 * copies in native memory, or loops where they are small.
 */
final class RecurrentProduct {
    /** From so many multiplications on, BLAS is faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final View kernel;
    private final int units;
    private final int width;
    private final boolean isLarge;
    /** The copy of weights; null of other kernels. */
    private final Mirror mirror;

    /** Null where loops do. */
    private NativeBuffer copy;

    private NativeBuffer states;
    private NativeBuffer sums;
    private NativeBuffer memory;
    private int first;

    RecurrentProduct(View kernel, int batch) {
        this.kernel = kernel;
        units = kernel.shape().dim(0);
        width = kernel.shape().dim(1);
        isLarge = kernel.buffer().isNative() || (long) batch * units * width >= LARGE && Blas.isThere();
        mirror = isLarge && kernel.buffer().version() >= 0
                ? kernel.buffer().mirror(kernel.offset(), kernel.size())
                : null;
        if (isLarge) {
            copy = new NativeBuffer();
            states = new NativeBuffer();
            sums = new NativeBuffer();
            states.reserve(batch * units);
            sums.reserve(batch * width);
        }
    }

    /** Whether what is added to is to be native. */
    boolean isLarge() {
        return isLarge;
    }

    /** Takes the kernel as it is now. */
    void begin() {
        if (!isLarge) {
            return;
        }
        BlasThreads.set(1);
        first = 0;
        if (mirror != null) {
            memory = mirror.memory();
        } else if (kernel.buffer() instanceof NativeBuffer own) {
            memory = own;
            first = kernel.offset();
        } else {
            copy.reserve(kernel.size());
            copy.put(0, kernel.array(), kernel.offset(), kernel.size());
            memory = copy;
        }
    }

    /**
     * Adds the products of the samples {@code from..to}.
     *
     * @param state (batch, units)
     * @param z to what is added, and maybe written: (to - from, width) from {@code at} on
     * @param into (batch, width), is written
     */
    void add(int part, float[] state, int from, int to, Buffer z, int at, float[] into) {
        int rows = to - from;
        if (isLarge) {
            NativeBuffer added = (NativeBuffer) z;
            states.put(from * units, state, from * units, rows * units);
            Gemm.multiply(
                    part,
                    rows,
                    units,
                    width,
                    states,
                    from * units,
                    units,
                    1,
                    memory,
                    first,
                    width,
                    1,
                    true,
                    added,
                    at,
                    width);
            added.get(at, into, from * width, rows * width);
            return;
        }
        float[] array = kernel.array();
        int offset = kernel.offset();
        SmallProduct.multiply(
                rows,
                units,
                width,
                state,
                from * units,
                units,
                1,
                array,
                offset,
                width,
                1,
                null,
                0,
                into,
                from * width,
                width);
        for (int i = 0; i < rows * width; i++) {
            into[from * width + i] += z.get(at + i);
        }
    }

    /**
     * Takes gradients of the samples {@code from..to} back to the states.
     *
     * @param dz (batch, width)
     * @param dstate (batch, units), is written
     */
    void back(int part, float[] dz, int from, int to, float[] dstate) {
        int rows = to - from;
        if (isLarge) {
            sums.put(from * width, dz, from * width, rows * width);
            Gemm.multiply(
                    part,
                    rows,
                    width,
                    units,
                    sums,
                    from * width,
                    width,
                    1,
                    memory,
                    first,
                    1,
                    width,
                    false,
                    states,
                    from * units,
                    units);
            states.get(from * units, dstate, from * units, rows * units);
        } else {
            float[] array = kernel.array();
            int offset = kernel.offset();
            SmallProduct.multiply(
                    rows,
                    width,
                    units,
                    dz,
                    from * width,
                    width,
                    1,
                    array,
                    offset,
                    1,
                    width,
                    null,
                    0,
                    dstate,
                    from * units,
                    units);
        }
    }
}
