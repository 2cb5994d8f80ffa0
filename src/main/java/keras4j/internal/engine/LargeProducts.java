package keras4j.internal.engine;

import keras4j.core.Parallel;
import keras4j.internal.kernels.SmallProduct;

/**
 * Products by BLAS on copies in native memory: x, dy and, where it has changed, w are copied there once a step. Each thread
 * copies and multiplies some rows.
 */
final class LargeProducts implements Products {
    /** Columns of a product that are worth another thread. */
    private static final int LEAST_COLUMNS = 128;
    /** Rows of a product that are worth another thread. */
    private static final int LEAST_ROWS = 32;
    /** Numbers to copy that are worth another thread. */
    private static final int LEAST_COPIES = 1 << 17;

    private final int in;
    private final int out;
    private final int offset;
    private final int bias;
    private final Matrix kernel;
    private final Matrix gradient;
    private final Matrix inputs;
    private final Matrix inputGradients;
    private final Matrix outputs;
    private final Parallel putting;
    private final Parallel forward;
    private final Parallel backward;
    private boolean isCurrent;
    private float[] weights;
    private float[] x;
    private float[] y;
    private float[] gradients;
    private boolean isInputWanted;
    private int rows;

    /** @param bias where b stands; negative for none */
    LargeProducts(int in, int out, int offset, int bias) {
        this.in = in;
        this.out = out;
        this.offset = offset;
        this.bias = bias;
        kernel = Matrix.of(out);
        gradient = Matrix.of(out);
        inputs = Matrix.of(in);
        inputGradients = Matrix.of(in);
        outputs = Matrix.of(out);
        putting = new Parallel(this::putKernel, Math.max(1, LEAST_COPIES / out));
        forward = Parallel.whole(this::multiply, LEAST_ROWS);
        backward = Parallel.whole(this::multiplyBack, LEAST_COLUMNS);
    }

    @Override
    public void weightsChanged() {
        isCurrent = false;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int rows) {
        this.weights = weights;
        this.x = x;
        this.y = y;
        if (!isCurrent) {
            kernel.rows(in);
            putting.run(0, in);
            isCurrent = true;
        }
        inputs.rows(rows);
        outputs.rows(rows);
        forward.run(0, rows);
    }

    private void putKernel(int part, int from, int to) {
        kernel.put(part, weights, offset, from, to);
    }

    private void multiply(int part, int from, int to) {
        inputs.put(part, x, 0, from, to);
        outputs.multiply(part, inputs, kernel, from, to);
        outputs.get(part, y, 0, from, to);
        for (int row = from; row < to && bias >= 0; row++) {
            addRow(weights, bias, y, row * out, out);
        }
    }

    private static void addRow(float[] source, int from, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] += source[from + j];
        }
    }

    @Override
    public void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows) {
        this.gradients = gradients;
        this.rows = rows;
        isInputWanted = dx != null;
        outputs.put(0, dy, 0, 0, rows);
        gradient.rows(in);
        inputGradients.rows(isInputWanted ? rows : 0);
        backward.run(0, in);
        if (isInputWanted) {
            inputGradients.get(0, dx, 0, 0, rows);
        }
        if (bias >= 0) {
            SmallProduct.sumRows(dy, gradients, bias, rows, out);
        }
    }

    private void multiplyBack(int part, int from, int to) {
        if (isInputWanted) {
            inputGradients.multiplyByTransposed(part, outputs, kernel, rows, from, to);
        }
        gradient.multiplyTransposed(part, inputs, outputs, rows, from, to);
        gradient.get(part, gradients, offset, from, to);
    }
}
