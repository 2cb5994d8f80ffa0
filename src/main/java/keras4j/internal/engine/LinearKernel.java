package keras4j.internal.engine;

import keras4j.core.SampleKernel;

/** y = x w + b, row by row: w (in, out) stands in the weights from an offset on, and b (out) right behind it. */
public final class LinearKernel implements SampleKernel {
    /** From so many multiplications on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 13;

    private final Products small;
    private final int in;
    private final int out;
    private final int offset;
    private final int bias;
    private final int rowsPerSample;
    private Products large;

    /**
     * @param rowsPerSample how many rows a sample has
     * @param offset where w begins
     * @param hasBias whether there is a b
     */
    public LinearKernel(int in, int out, int rowsPerSample, int offset, boolean hasBias) {
        this.in = in;
        this.out = out;
        this.offset = offset;
        this.rowsPerSample = rowsPerSample;
        bias = hasBias ? offset + in * out : -1;
        small = new SmallProducts(in, out, offset, bias);
    }

    @Override
    public int outputSize() {
        return rowsPerSample * out;
    }

    @Override
    public void weightsChanged(float[] weights) {
        if (large != null) {
            large.weightsChanged();
        }
    }

    /** Loops, or BLAS, which is not looked for before it is needed. */
    private Products products(int rows) {
        if ((long) rows * in * out < LARGE) {
            return small;
        }
        if (large == null) {
            large = new LargeProducts(in, out, offset, bias);
        }
        return large;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        int rows = samples * rowsPerSample;
        products(rows).forward(weights, x, y, rows);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        int rows = samples * rowsPerSample;
        products(rows).backward(weights, x, dy, dx, gradients, rows);
    }
}
