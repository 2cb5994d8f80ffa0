package keras4j.internal.engine;

import keras4j.core.SampleKernel;

/** In training, each number is multiplied by its factor. */
public final class DropoutKernel implements SampleKernel {
    private final DropoutFactors factors;
    private final int size;
    private float[] drawn = {};

    /** @param size the numbers of a sample */
    public DropoutKernel(DropoutFactors factors, int size) {
        this.factors = factors;
        this.size = size;
    }

    @Override
    public boolean readsWeights() {
        return false;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public void seed(long seed) {
        factors.seed(seed);
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        int count = samples * size;
        if (!training) {
            System.arraycopy(x, 0, y, 0, count);
            return;
        }
        if (drawn.length < count) {
            drawn = new float[count];
        }
        factors.draw(drawn, count);
        for (int i = 0; i < count; i++) {
            y[i] = drawn[i] == 0 ? 0 : x[i] * drawn[i];
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        for (int i = 0; i < samples * size && dx != null; i++) {
            dx[i] = dy[i] * drawn[i];
        }
    }
}
