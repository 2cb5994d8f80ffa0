package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.RowFunction;
import keras4j.core.SampleKernel;

/**
 * Each output position is the patch that a {@link Window} sees there, times a matrix (taps, channels of a group, filters), plus
 * a bias (filters): both stand in the weights from an offset on. With groups, each has its own part of channels and filters.
 */
public final class ConvolutionKernel implements SampleKernel {
    /** From so many multiplications on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final Window window;
    private final int filters;
    private final int groups;
    private final int offset;
    private final boolean hasBias;
    /** What follows the sums; null for nothing. */
    private final RowFunction activation;
    /** The window of a maximum pooling behind the sums; null for none. */
    private final Window pools;

    private final Im2col im2col;
    private final Products small;
    private LargeConvolution large;
    private float[] patches = {};
    private float[] patchGradients = {};

    /** @param offset where the weights begin */
    public ConvolutionKernel(Window window, int filters, int groups, int offset, boolean hasBias) {
        this(window, filters, groups, offset, hasBias, null, null);
    }

    private ConvolutionKernel(
            Window window, int filters, int groups, int offset, boolean hasBias, RowFunction activation, Window pools) {
        this.window = window;
        this.filters = filters;
        this.groups = groups;
        this.offset = offset;
        this.hasBias = hasBias;
        this.activation = activation;
        this.pools = pools;
        int bias = offset + window.taps() * window.channels() / groups * filters;
        im2col = new Im2col(window, window.channels(), patchSize());
        small = new SmallProducts(patchSize(), filters, offset, hasBias ? bias : -1);
    }

    /**
     * This and a function behind it that never falls, is elementwise, and whose way back reads its outputs, not its inputs;
     * null if there is one already.
     */
    public ConvolutionKernel with(RowFunction function) {
        return activation == null
                ? new ConvolutionKernel(window, filters, groups, offset, hasBias, function, pools)
                : null;
    }

    /** This and a pooling behind it; null if it is one of those that cannot be computed together. */
    public ConvolutionKernel with(MaxPoolingKernel pooling) {
        return pools == null && pooling.window().isDivision()
                ? new ConvolutionKernel(window, filters, groups, offset, hasBias, activation, pooling.window())
                : null;
    }

    private int patchSize() {
        return window.taps() * window.channels();
    }

    @Override
    public int outputSize() {
        return (pools == null ? window : pools).positions() * filters;
    }

    @Override
    public void weightsChanged(float[] weights) {
        if (large != null) {
            large.weightsChanged();
        }
    }

    private boolean isSmall(int samples) {
        return groups == 1
                && pools == null
                && activation == null
                && (long) samples * outputSize() * patchSize() < LARGE;
    }

    /** BLAS, which is not looked for before it is needed. */
    private LargeConvolution large() {
        if (large == null) {
            Window[] windows = pools == null ? new Window[] {window} : window.split(pools);
            large = new LargeConvolution(windows, filters, groups, offset, hasBias, activation);
        }
        return large;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        if (!isSmall(samples)) {
            large().forward(weights, x, y, samples, training);
            return;
        }
        int positions = samples * window.positions();
        patches = room(patches, positions * patchSize());
        im2col.write(x, 0, positions, 0, patches);
        small.forward(weights, patches, y, positions);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (!isSmall(samples)) {
            large().backward(x, y, dy, dx, gradients, samples);
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
        im2col.addBack(patchGradients, 0, positions, dx, 0);
    }

    /** An array with room for so many numbers: this one if it has it. */
    static float[] room(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }
}
