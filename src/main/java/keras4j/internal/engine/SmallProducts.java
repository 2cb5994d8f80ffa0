package keras4j.internal.engine;

import keras4j.internal.kernels.SmallProduct;

/** Products by loops on the arrays themselves. */
final class SmallProducts implements Products {
    private final int in;
    private final int out;
    private final int offset;
    private final int bias;

    /** @param bias where b stands; negative for none */
    SmallProducts(int in, int out, int offset, int bias) {
        this.in = in;
        this.out = out;
        this.offset = offset;
        this.bias = bias;
    }

    @Override
    public void weightsChanged() {}

    @Override
    public void forward(float[] weights, float[] x, float[] y, int rows) {
        SmallProduct.multiply(
                rows, in, out, x, 0, in, 1, weights, offset, out, 1, bias < 0 ? null : weights, bias, y, 0, out);
    }

    @Override
    public void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows) {
        SmallProduct.multiply(in, rows, out, x, 0, 1, in, dy, 0, out, 1, null, 0, gradients, offset, out);
        if (bias >= 0) {
            SmallProduct.sumRows(dy, gradients, bias, rows, out);
        }
        if (dx != null) {
            SmallProduct.multiply(rows, out, in, dy, 0, out, 1, weights, offset, 1, out, null, 0, dx, 0, in);
        }
    }
}
