package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Kernel;

/**
 * Each output position is the patch that a {@link Window} sees there, times a matrix (taps, channels of a group, filters), plus
 * a bias (filters): both stand in the weights from an offset on. With groups, each has its own part of channels and filters.
 */
public final class ConvolutionKernel implements Kernel {
    /** From so many multiplications on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final Window window;
    private final int filters;
    private final int groups;
    private final int offset;
    private final boolean hasBias;
    private final Products small;
    private LargeConvolution large;
    private float[] patches = {};
    private float[] patchGradients = {};

    /** @param offset where the weights begin */
    public ConvolutionKernel(Window window, int filters, int groups, int offset, boolean hasBias) {
        this.window = window;
        this.filters = filters;
        this.groups = groups;
        this.offset = offset;
        this.hasBias = hasBias;
        int bias = offset + window.taps() * window.channels() / groups * filters;
        small = new SmallProducts(patchSize(), filters, offset, hasBias ? bias : -1);
    }

    private int patchSize() {
        return window.taps() * window.channels();
    }

    @Override
    public int outputSize() {
        return window.positions() * filters;
    }

    @Override
    public void weightsChanged(float[] weights) {
        if (large != null) {
            large.weightsChanged();
        }
    }

    private boolean isSmall(int samples) {
        return groups == 1 && (long) samples * outputSize() * patchSize() < LARGE;
    }

    /** BLAS, which is not looked for before it is needed. */
    private LargeConvolution large() {
        if (large == null) {
            large = new LargeConvolution(window, filters, groups, offset, hasBias);
        }
        return large;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        if (!isSmall(samples)) {
            large().forward(weights, x, y, samples);
            return;
        }
        int positions = samples * window.positions();
        patches = room(patches, positions * patchSize());
        window.patches(x, 0, positions, 0, window.channels(), patches);
        small.forward(weights, patches, y, positions);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (!isSmall(samples)) {
            large().backward(x, dy, dx, gradients, samples);
            return;
        }
        int positions = samples * window.positions();
        if (dx == null) {
            small.backward(weights, patches, dy, null, gradients, positions);
            return;
        }
        patchGradients = room(patchGradients, positions * patchSize());
        small.backward(weights, patches, dy, patchGradients, gradients, positions);
        Arrays.fill(dx, 0, samples * window.imageSize(), 0);
        window.addPatches(patchGradients, 0, positions, dx, 0, window.channels());
    }

    private static float[] room(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }
}
