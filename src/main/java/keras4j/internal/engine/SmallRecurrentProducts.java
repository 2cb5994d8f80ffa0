package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.internal.kernels.SmallProduct;

/** Products by loops on the arrays themselves. */
final class SmallRecurrentProducts implements RecurrentProducts {
    private final int inner;
    private final int out;
    private float[] sums = {};
    private float[] product = {};
    private float[] gradients = {};
    private float[] weights;
    private int offset;
    private int samples;
    private boolean isFirst;

    SmallRecurrentProducts(int inner, int out) {
        this.inner = inner;
        this.out = out;
    }

    @Override
    public void weightsChanged() {}

    @Override
    public void begin(float[] weights, int offset, int samples) {
        this.weights = weights;
        this.offset = offset;
        this.samples = samples;
        isFirst = true;
        if (sums.length < out * samples) {
            sums = new float[out * samples];
        }
    }

    @Override
    public void forward(int step, float[] x, float[][] z) {
        SmallProduct.multiply(
                out, inner, samples, weights, offset, 1, out, x, 0, samples, 1, null, 0, sums, 0, samples);
        int length = out / z.length * samples;
        for (int part = 0; part < z.length; part++) {
            System.arraycopy(sums, part * length, z[part], 0, length);
        }
    }

    @Override
    public void backward(int step, float[] x, float[][] dz, float[] dx, int from, int to) {
        int length = out / dz.length * samples;
        for (int part = 0; part < dz.length; part++) {
            System.arraycopy(dz[part], 0, sums, part * length, length);
        }
        int row = offset + from * out;
        SmallProduct.multiply(
                to - from, out, samples, weights, row, out, 1, sums, 0, samples, 1, null, 0, dx, 0, samples);
        addGradients(x);
    }

    private void addGradients(float[] x) {
        if (product.length == 0) {
            product = new float[inner * out];
            gradients = new float[inner * out];
        }
        if (isFirst) {
            Arrays.fill(gradients, 0);
            isFirst = false;
        }
        SmallProduct.multiply(inner, samples, out, x, 0, samples, 1, sums, 0, 1, samples, null, 0, product, 0, out);
        for (int i = 0; i < product.length; i++) {
            gradients[i] += product[i];
        }
    }

    @Override
    public void end(float[] all) {
        System.arraycopy(gradients, 0, all, 0, gradients.length);
    }
}
