package keras4j.internal.engine;

/** Products by BLAS on copies in native memory: x, dy and, where it has changed, w are copied there once a step. */
final class LargeProducts implements Products {
    private final int in;
    private final int offset;
    private final NativeMatrix kernel;
    private final NativeMatrix gradient;
    private final NativeMatrix inputs;
    private final NativeMatrix outputs;
    private boolean isCurrent;

    LargeProducts(int in, int out, int offset) {
        this.in = in;
        this.offset = offset;
        kernel = new NativeMatrix(out);
        gradient = new NativeMatrix(out);
        inputs = new NativeMatrix(in);
        outputs = new NativeMatrix(out);
    }

    @Override
    public void weightsChanged() {
        isCurrent = false;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int rows) {
        if (!isCurrent) {
            kernel.put(weights, offset, in);
            isCurrent = true;
        }
        outputs.multiply(inputs.put(x, 0, rows), kernel, rows).get(y, 0, rows);
    }

    @Override
    public void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows) {
        outputs.put(dy, 0, rows);
        gradient.multiplyTransposed(inputs, outputs, rows).get(gradients, offset, in);
        if (dx != null) {
            inputs.multiplyByTransposed(outputs, kernel, rows).get(dx, 0, rows);
        }
    }
}
