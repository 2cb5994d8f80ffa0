package keras4j.internal.engine;

import keras4j.core.NumberArray;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;

/** y = scale x + offset, each of the two being numbers that may stand for several of a sample's. */
public final class RescalingKernel implements SampleKernel {
    private final float[] scale;
    private final float[] offset;

    /** @param sample the shape of one sample */
    public RescalingKernel(Shape sample, NumberArray scale, NumberArray offset) {
        this.scale = spread(sample, scale);
        this.offset = spread(sample, offset);
    }

    private static float[] spread(Shape sample, NumberArray numbers) {
        float[] given = numbers.floats();
        int[] places = Broadcast.places(numbers.shape(), sample);
        float[] all = new float[places.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = given[places[i]];
        }
        return all;
    }

    @Override
    public int outputSize() {
        return scale.length;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        for (int from = 0; from < samples * scale.length; from += scale.length) {
            for (int i = 0; i < scale.length; i++) {
                y[from + i] = x[from + i] * scale[i] + offset[i];
            }
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        for (int from = 0; dx != null && from < samples * scale.length; from += scale.length) {
            for (int i = 0; i < scale.length; i++) {
                dx[from + i] = dy[from + i] * scale[i];
            }
        }
    }
}
