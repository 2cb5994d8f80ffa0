package keras4j.internal.engine;

import keras4j.core.RowFunction;
import keras4j.core.SampleKernel;

/** y = f(x), row by row. */
public class ActivationKernel implements SampleKernel {
    private final RowFunction function;
    private final int width;
    private final int rowsPerSample;

    /**
     * @param width the length of the rows
     * @param rowsPerSample how many of them a sample has
     */
    public ActivationKernel(RowFunction function, int width, int rowsPerSample) {
        this.function = function;
        this.width = width;
        this.rowsPerSample = rowsPerSample;
    }

    public RowFunction function() {
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
        function.forward(x, y, samples * rowsPerSample, width);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx != null) {
            function.backward(x, y, dy, dx, samples * rowsPerSample, width);
        }
    }
}
