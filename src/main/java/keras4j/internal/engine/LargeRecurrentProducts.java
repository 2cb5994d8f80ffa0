package keras4j.internal.engine;

/**
 * Products by BLAS on copies in native memory. That of the inputs is one for all steps, with a column of ones for the bias
 * behind them; each step adds that of the step before.
 */
final class LargeRecurrentProducts implements RecurrentProducts {
    private final int steps;
    private final int in;
    private final int units;
    private final int out;
    private final int offset;
    /** The width of the inputs, with the column of ones. */
    private final int width;

    private final NativeMatrix kernel;
    private final NativeMatrix recurrent;
    private final NativeMatrix inputs;
    private final NativeMatrix states;
    private final NativeMatrix sums;
    private final NativeMatrix inputGradients;
    private final NativeMatrix stateGradients;
    private final NativeMatrix kernelGradients;
    private final NativeMatrix recurrentGradients;
    private float[] widened = {};
    private boolean isCurrent;
    private int samples;

    /** @param offset where w stands */
    LargeRecurrentProducts(int steps, int in, int units, int out, int offset, boolean hasBias) {
        this.steps = steps;
        this.in = in;
        this.units = units;
        this.out = out;
        this.offset = offset;
        width = hasBias ? in + 1 : in;
        kernel = new NativeMatrix(out);
        recurrent = new NativeMatrix(out);
        inputs = new NativeMatrix(width);
        states = new NativeMatrix(units);
        sums = new NativeMatrix(out);
        inputGradients = new NativeMatrix(in);
        stateGradients = new NativeMatrix(units);
        kernelGradients = new NativeMatrix(out);
        recurrentGradients = new NativeMatrix(out);
    }

    @Override
    public void weightsChanged() {
        isCurrent = false;
    }

    @Override
    public void begin(float[] weights, float[] x, int samples) {
        this.samples = samples;
        if (!isCurrent) {
            kernel.rows(width);
            kernel.put(0, weights, offset, 0, in);
            kernel.put(0, weights, offset + units * out, in, width);
            recurrent.rows(units);
            recurrent.put(0, weights, offset + in * out, 0, units);
            isCurrent = true;
        }
        int rows = steps * samples;
        inputs.rows(rows);
        sums.rows(rows);
        states.rows(rows);
        stateGradients.rows(samples);
        inputs.put(0, widened(x, rows), 0, 0, rows);
        sums.multiply(0, inputs, kernel, 0, rows);
    }

    /** Rows of inputs with a one behind each, if there is a bias. */
    private float[] widened(float[] x, int rows) {
        if (width == in) {
            return x;
        }
        if (widened.length < rows * width) {
            widened = new float[rows * width];
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * in, widened, row * width, in);
            widened[row * width + in] = 1;
        }
        return widened;
    }

    @Override
    public void forward(int step, float[] h, float[] z) {
        int from = step * samples;
        int to = from + samples;
        if (step > 0) {
            states.put(0, h, -from * units, from, to);
            sums.multiplyAdd(0, states, recurrent, from, to);
        }
        sums.get(0, z, -from * out, from, to);
    }

    @Override
    public void backward(int step, float[] dz, float[] dh) {
        int from = step * samples;
        int to = from + samples;
        sums.put(0, dz, -from * out, from, to);
        if (step > 0) {
            stateGradients.multiplyRowsByTransposed(0, sums, recurrent, from, samples);
            stateGradients.get(0, dh, 0, 0, samples);
        }
    }

    @Override
    public void end(float[] gradients, float[] dx) {
        int rows = steps * samples;
        kernelGradients.rows(width);
        kernelGradients.multiplyTransposed(0, inputs, sums, rows, 0, width);
        kernelGradients.get(0, gradients, 0, 0, in);
        kernelGradients.get(0, gradients, units * out, in, width);
        recurrentGradients.rows(units);
        recurrentGradients.multiplyTransposedRows(0, states, sums, samples, rows);
        recurrentGradients.get(0, gradients, in * out, 0, units);
        if (dx != null) {
            inputGradients.rows(rows);
            inputGradients.multiplyByTransposed(0, sums, kernel, rows, 0, in);
            inputGradients.get(0, dx, 0, 0, rows);
        }
    }
}
