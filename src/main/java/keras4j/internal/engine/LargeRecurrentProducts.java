package keras4j.internal.engine;

/** Products by BLAS on copies in native memory: with few samples side by side twice as fast as with one below the other. */
final class LargeRecurrentProducts implements RecurrentProducts {
    private final int steps;
    private final int inner;
    private final int out;
    private final Matrix kernel;
    private final Matrix gradient;
    private final Matrix inputs = Matrix.of(1);
    private final Matrix sums = Matrix.of(1);
    private final Matrix inputGradients = Matrix.of(1);
    private float[] transposed = {};
    private int samples;
    private boolean isCurrent;
    private boolean isFirst;

    LargeRecurrentProducts(int steps, int inner, int out) {
        this.steps = steps;
        this.inner = inner;
        this.out = out;
        kernel = Matrix.of(out);
        gradient = Matrix.of(inner);
    }

    @Override
    public void weightsChanged() {
        isCurrent = false;
    }

    @Override
    public void begin(float[] weights, int offset, int samples) {
        this.samples = samples;
        isFirst = true;
        if (!isCurrent) {
            kernel.rows(inner);
            kernel.put(0, weights, offset, 0, inner);
            isCurrent = true;
        }
        inputs.reshape(steps * inner, samples);
        sums.reshape(out, samples);
        inputGradients.reshape(inner, samples);
    }

    @Override
    public void forward(int step, float[] x, float[][] z) {
        int row = step * inner;
        inputs.put(0, x, -row * samples, row, row + inner);
        sums.multiplyTransposed(kernel, inner, inputs, row);
        int length = out / z.length;
        for (int part = 0; part < z.length; part++) {
            sums.get(0, z[part], -part * length * samples, part * length, (part + 1) * length);
        }
    }

    @Override
    public void backward(int step, float[] x, float[][] dz, float[] dx, int from, int to) {
        int length = out / dz.length;
        for (int part = 0; part < dz.length; part++) {
            sums.put(0, dz[part], -part * length * samples, part * length, (part + 1) * length);
        }
        gradient.rows(out);
        gradient.addByTransposed(sums, out, inputs, step * inner, !isFirst);
        isFirst = false;
        if (from < to) {
            inputGradients.multiplyRows(kernel, from, to, sums);
        }
        inputGradients.get(0, dx, 0, 0, to - from);
    }

    @Override
    public void end(float[] gradients) {
        if (transposed.length == 0) {
            transposed = new float[out * inner];
        }
        gradient.get(0, transposed, 0, 0, out);
        for (int j = 0; j < out; j++) {
            for (int k = 0; k < inner; k++) {
                gradients[k * out + j] = transposed[j * inner + k];
            }
        }
    }
}
