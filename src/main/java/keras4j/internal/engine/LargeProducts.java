package keras4j.internal.engine;

/** Products by BLAS on copies in native memory: x, dy and, where it has changed, w are copied there once a step. */
final class LargeProducts implements Products {
    private final int in;
    private final int out;
    private final int offset;
    private final int bias;
    private final NativeMatrix kernel;
    private final NativeMatrix gradient;
    private final NativeMatrix inputs;
    private final NativeMatrix outputs;
    private boolean isCurrent;

    /** @param bias where b stands; negative for none */
    LargeProducts(int in, int out, int offset, int bias) {
        this.in = in;
        this.out = out;
        this.offset = offset;
        this.bias = bias;
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
        if (bias >= 0) {
            addRow(weights, bias, y, rows, out);
        }
    }

    private static void addRow(float[] source, int from, float[] y, int rows, int out) {
        for (int row = 0; row < rows; row++) {
            int to = row * out;
            for (int j = 0; j < out; j++) {
                y[to + j] += source[from + j];
            }
        }
    }

    @Override
    public void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows) {
        outputs.put(dy, 0, rows);
        gradient.multiplyTransposed(inputs, outputs, rows).get(gradients, offset, in);
        if (bias >= 0) {
            SmallProduct.sumRows(dy, gradients, bias, rows, out);
        }
        if (dx != null) {
            inputs.multiplyByTransposed(outputs, kernel, rows).get(dx, 0, rows);
        }
    }
}
