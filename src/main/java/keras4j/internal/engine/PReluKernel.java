package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;

/** y = x above 0, alpha x below, with an alpha for each number of a sample, some of which are the same one. */
public final class PReluKernel implements SampleKernel {
    private final int offset;
    private final int count;
    /** For each number of a sample its alpha. */
    private final int[] places;

    /**
     * @param sample the shape of one sample
     * @param alpha the same with 1 for the axes along which there is one alpha for all
     * @param offset where the alphas begin
     */
    public PReluKernel(Shape sample, Shape alpha, int offset) {
        this.offset = offset;
        count = alpha.size();
        places = Broadcast.places(alpha, sample);
    }

    @Override
    public int outputSize() {
        return places.length;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        for (int from = 0; from < samples * places.length; from += places.length) {
            for (int i = 0; i < places.length; i++) {
                float value = x[from + i];
                y[from + i] = value > 0 ? value : weights[offset + places[i]] * value;
            }
        }
    }

    /** As in Keras, 0 has no slope on either side. */
    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        Arrays.fill(gradients, offset, offset + count, 0);
        for (int from = 0; from < samples * places.length; from += places.length) {
            for (int i = 0; i < places.length; i++) {
                float value = x[from + i];
                int alpha = offset + places[i];
                gradients[alpha] += value < 0 ? dy[from + i] * value : 0;
                if (dx != null) {
                    dx[from + i] = value > 0 ? dy[from + i] : value < 0 ? dy[from + i] * weights[alpha] : 0;
                }
            }
        }
    }
}
