package keras4j.internal.engine;

import keras4j.core.ActivationFunction;
import keras4j.core.Parallel;
import keras4j.core.SampleKernel;

/** y = f(x), row by row. */
public class ActivationKernel implements SampleKernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;

    private final ActivationFunction function;
    private final int width;
    private final int rowsPerSample;
    private final Parallel forward;
    private final Parallel backward;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;

    /**
     * @param width the length of the rows
     * @param rowsPerSample how many of them a sample has
     */
    public ActivationKernel(ActivationFunction function, int width, int rowsPerSample) {
        this.function = function;
        this.width = width;
        this.rowsPerSample = rowsPerSample;
        int least = Math.max(1, LEAST / width);
        forward = new Parallel((part, from, to) -> function.forward(x, y, from, to, width), least);
        backward = new Parallel((part, from, to) -> function.backward(x, y, dy, dx, from, to, width), least);
    }

    public ActivationFunction function() {
        return function;
    }

    @Override
    public boolean readsWeights() {
        return false;
    }

    @Override
    public int outputSize() {
        return rowsPerSample * function.outputWidth(width);
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        this.x = x;
        this.y = y;
        forward.run(0, samples * rowsPerSample);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx != null) {
            this.x = x;
            this.y = y;
            this.dy = dy;
            this.dx = dx;
            backward.run(0, samples * rowsPerSample);
        }
    }
}
