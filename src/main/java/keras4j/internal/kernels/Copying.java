package keras4j.internal.kernels;

import keras4j.core.Parallel;

/** Copies a view's numbers to another view of the same shape. */
public final class Copying implements Kernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;
    /** Numbers that are copied at once from one native place to another. */
    private static final int PIECE = 4096;

    private final View from;
    private final View to;
    /** The numbers of a row, how far apart they are, and how many rows there are. */
    private final int inner;

    private final int fromStep;
    private final int toStep;
    private final int outer;
    private final float[][] pieces = new float[Parallel.PARTS][];
    private final Parallel parallel;
    private int fromOffset;
    private int toOffset;

    public Copying(View from, View to) {
        this.from = from;
        this.to = to;
        int axis = from.shape().rank();
        int length = 1;
        while (axis > 0
                && (from.shape().dim(axis - 1) == 1
                        || from.stride(axis - 1) == length && to.stride(axis - 1) == length)) {
            length *= from.shape().dim(--axis);
        }
        boolean isStepped = length == 1 && axis > 0;
        if (isStepped) {
            length = from.shape().dim(--axis);
        }
        fromStep = isStepped ? from.stride(axis) : 1;
        toStep = isStepped ? to.stride(axis) : 1;
        inner = length;
        outer = from.size() / length;
        parallel = new Parallel(this::copy, Math.max(1, LEAST / length));
    }

    @Override
    public void run() {
        run(from.offset(), to.offset());
    }

    /** The same at other places of the two buffers. */
    public void run(int fromAt, int toAt) {
        fromOffset = fromAt;
        toOffset = toAt;
        parallel.run(0, outer);
    }

    private void copy(int part, int begin, int end) {
        for (int i = begin; i < end; i++) {
            int a = fromOffset;
            int b = toOffset;
            int left = i * inner;
            for (int k = from.shape().rank() - 1; k >= 0; k--) {
                int index = left % from.shape().dim(k);
                left /= from.shape().dim(k);
                a += index * from.stride(k);
                b += index * to.stride(k);
            }
            if (fromStep == 1 && toStep == 1) {
                copyRow(part, a, b);
            } else {
                for (int j = 0; j < inner; j++) {
                    to.buffer().put(b + j * toStep, from.buffer().get(a + j * fromStep));
                }
            }
        }
    }

    private void copyRow(int part, int a, int b) {
        if (!from.buffer().isNative()) {
            to.buffer().put(b, from.array(), a, inner);
        } else if (!to.buffer().isNative()) {
            from.buffer().get(a, to.array(), b, inner);
        } else {
            float[] piece = pieces[part] == null ? pieces[part] = new float[PIECE] : pieces[part];
            for (int at = 0; at < inner; at += PIECE) {
                int count = Math.min(PIECE, inner - at);
                from.buffer().get(a + at, piece, 0, count);
                to.buffer().put(b + at, piece, 0, count);
            }
        }
    }
}
