package keras4j.internal.engine;

import java.util.Arrays;

/** Products by loops: inputs and what the step before gave stand side by side, as w and u stand on top of each other. */
final class SmallRecurrentProducts implements RecurrentProducts {
    private final int steps;
    private final int in;
    private final int units;
    private final int out;
    private final int offset;
    private final int bias;
    private float[] weights;
    private float[] joined = {};
    private float[] gradients = {};
    private int samples;

    /** @param offset where w stands */
    SmallRecurrentProducts(int steps, int in, int units, int out, int offset, boolean hasBias) {
        this.steps = steps;
        this.in = in;
        this.units = units;
        this.out = out;
        this.offset = offset;
        bias = hasBias ? offset + (in + units) * out : -1;
    }

    @Override
    public void weightsChanged() {}

    @Override
    public void begin(float[] weights, float[] x, int samples) {
        this.weights = weights;
        this.samples = samples;
        int rows = steps * samples;
        int width = in + units;
        if (joined.length < rows * width) {
            joined = new float[rows * width];
            gradients = new float[rows * out];
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * in, joined, row * width, in);
        }
        for (int row = 0; row < samples; row++) {
            Arrays.fill(joined, row * width + in, (row + 1) * width, 0);
        }
    }

    @Override
    public void forward(int step, float[] h, float[] z) {
        int width = in + units;
        int from = step * samples * width;
        for (int row = 0; row < samples && step > 0; row++) {
            System.arraycopy(h, row * units, joined, from + row * width + in, units);
        }
        SmallProduct.multiply(samples, width, out, joined, from, width, 1, weights, offset, out, 1, bias, z, 0);
    }

    @Override
    public void backward(int step, float[] dz, float[] dh) {
        System.arraycopy(dz, 0, gradients, step * samples * out, samples * out);
        if (step > 0) {
            SmallProduct.multiply(samples, out, units, dz, 0, out, 1, weights, offset + in * out, 1, out, -1, dh, 0);
        }
    }

    @Override
    public void end(float[] written, float[] dx) {
        int rows = steps * samples;
        int width = in + units;
        SmallProduct.multiply(width, rows, out, joined, 0, 1, width, gradients, 0, out, 1, -1, written, 0);
        if (bias >= 0) {
            SmallProduct.sumRows(gradients, written, width * out, rows, out);
        }
        if (dx != null) {
            SmallProduct.multiply(rows, out, in, gradients, 0, out, 1, weights, offset, 1, out, -1, dx, 0);
        }
    }
}
