package keras4j.internal.engine;

import keras4j.core.Kernel;
import keras4j.core.Mask;

/** Makes a mask, in which rows do not count that have nothing but one value, and makes these 0. */
public final class MaskingKernel implements Kernel {
    private final float value;
    private final int width;
    private final Mask made;

    /** @param width the length of a row */
    public MaskingKernel(float value, int width, Mask made) {
        this.value = value;
        this.width = width;
        this.made = made;
    }

    @Override
    public int outputSize() {
        return made.positions() * width;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        boolean[] counts = made.counts(samples);
        for (int row = 0; row < samples * made.positions(); row++) {
            counts[row] = false;
            for (int i = row * width; i < (row + 1) * width; i++) {
                counts[row] |= x[i] != value;
            }
        }
        copy(x, y, samples);
    }

    /** What counts; 0 for the rest. */
    private void copy(float[] source, float[] target, int samples) {
        boolean[] counts = made.counts(samples);
        for (int i = 0; i < samples * outputSize(); i++) {
            target[i] = counts[i / width] ? source[i] : 0;
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
