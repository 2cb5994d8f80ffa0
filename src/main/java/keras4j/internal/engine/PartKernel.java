package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.SampleKernel;

/**
 * Hands on some neighbouring numbers of each sample.
 *
 * @param size the numbers of a sample
 * @param from the first of them that is handed on
 * @param to the first behind those
 */
public record PartKernel(int size, int from, int to) implements SampleKernel {
    @Override
    public int outputSize() {
        return to - from;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        for (int i = 0; i < samples; i++) {
            System.arraycopy(x, i * size + from, y, i * outputSize(), outputSize());
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx == null) {
            return;
        }
        Arrays.fill(dx, 0, samples * size, 0);
        for (int i = 0; i < samples; i++) {
            System.arraycopy(dy, i * outputSize(), dx, i * size + from, outputSize());
        }
    }
}
