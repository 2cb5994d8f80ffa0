package keras4j.internal.kernels;

/**
 * A convolution of images: each output position is the patch that a {@link Window} sees there, times a kernel (taps, channels of a
 * group, filters), plus a bias (filters), if there is one. With groups, each has its own part of channels and filters.
 *
 * @param isRelu whether the outputs are relu's of that
 * @param pools the window of a maximum pooling behind it, which {@link Window#isDivision}; null for none
 */
public record Convolution(Window window, int filters, int groups, boolean isRelu, Window pools) {
    /** From so many multiplications on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    int patch() {
        return window.taps() * window.channels();
    }

    int samples(View x) {
        return x.size() / window.imageSize();
    }

    /** For each tap of a pool the positions that it sees; all, if there are no pools. */
    Window[] windows() {
        return pools == null ? new Window[] {window} : window.split(pools);
    }

    private boolean isSmall(View x) {
        long outputs = Math.multiplyFull(samples(x), window.positions() * filters);
        return groups == 1 && pools == null && !isRelu && outputs * patch() < LARGE;
    }

    /**
     * What computes the outputs.
     *
     * @param bias null for none
     * @param y is written
     * @param winners for each output the tap of its pool that had the largest sum is written; null if it is not wanted
     */
    public Kernel forward(View x, View kernel, View bias, View y, View winners, Tiles tiles) {
        return isSmall(x)
                ? new SmallConvolution(this, x, kernel, tiles).forward(bias, y)
                : new LargeConvolutionForward(this, x, kernel, bias, y, winners, tiles);
    }

    /**
     * The way back.
     *
     * @param y as {@link #forward} wrote it, and the winners; null where there is neither relu nor a pooling
     * @param dx is written, as the others are; null if it is not wanted
     */
    public Kernel back(
            View x, View kernel, View y, View winners, View dy, View dx, View dkernel, View dbias, Tiles tiles) {
        return isSmall(x)
                ? new SmallConvolution(this, x, kernel, tiles).back(dy, dx, dkernel, dbias)
                : new LargeConvolutionBack(this, x, kernel, y, winners, dy, dx, dkernel, dbias, tiles);
    }
}
