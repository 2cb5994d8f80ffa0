package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;

/** Finds a mask, and makes 0 what does not count. */
public final class MaskingKernel implements SampleKernel {
    private final Mask made;

    public MaskingKernel(Mask made) {
        this.made = made;
    }

    @Override
    public int outputSize() {
        return made.positions() * made.width();
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        made.find(x, samples);
        copy(x, y, samples);
    }

    private void copy(float[] source, float[] target, int samples) {
        int width = made.width();
        for (int sample = 0; sample < samples; sample++) {
            for (int position = 0; position < made.positions(); position++) {
                int from = (sample * made.positions() + position) * width;
                if (made.counts(sample, position)) {
                    System.arraycopy(source, from, target, from, width);
                } else {
                    Arrays.fill(target, from, from + width, 0);
                }
            }
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx != null) {
            copy(dy, dx, samples);
        }
    }
}
