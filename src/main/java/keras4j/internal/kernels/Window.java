package keras4j.internal.kernels;

import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * A window that moves over images (height, width, channels) and stands at (outputHeight, outputWidth) positions. What it sees
 * of an image at one position, a patch, is (taps, channels); taps outside of the image see 0.
 */
public final class Window {
    /** Where windows stand. */
    public enum Border {
        /** Only where all of one is inside of the image. */
        VALID,
        /** Wherever a stride falls into the image, reaching beyond its border on all sides alike. */
        SAME,
        /** The same, reaching beyond the border only before the image's beginning. */
        CAUSAL
    }

    private final int height;
    private final int width;
    private final int channels;
    private final int tapsHigh;
    private final int tapsWide;
    private final int[] strides;
    private final int[] dilation;
    private final int outputHeight;
    private final int outputWidth;
    private final int top;
    private final int left;

    /**
     * @param what what an error message begins with: the arguments that size and dilation are
     * @param image the shape of one image: height, width, channels
     * @param size the window's taps along height and width
     * @param dilation the distance from tap to tap
     * @throws KerasException if it stands nowhere
     * @throws ArithmeticException if it reaches further than images can
     */
    public Window(String what, Shape image, int[] size, int[] strides, int[] dilation, Border border) {
        height = image.dim(0);
        width = image.dim(1);
        channels = image.dim(2);
        tapsHigh = size[0];
        tapsWide = size[1];
        this.strides = strides;
        this.dilation = dilation;
        outputHeight = positions(0, height, tapsHigh, border);
        outputWidth = positions(1, width, tapsWide, border);
        if (outputHeight < 1 || outputWidth < 1) {
            throw KerasException.expected(
                    what,
                    "images of at least " + reach(0, tapsHigh) + " x " + reach(1, tapsWide),
                    height + " x " + width);
        }
        top = before(0, height, tapsHigh, outputHeight, border);
        left = before(1, width, tapsWide, outputWidth, border);
    }

    private Window(Window window, int row, int column, Window pools) {
        height = window.height;
        width = window.width;
        channels = window.channels;
        tapsHigh = window.tapsHigh;
        tapsWide = window.tapsWide;
        strides = new int[] {window.strides[0] * pools.strides[0], window.strides[1] * pools.strides[1]};
        dilation = window.dilation;
        outputHeight = pools.outputHeight;
        outputWidth = pools.outputWidth;
        top = window.top - row * window.strides[0];
        left = window.left - column * window.strides[1];
    }

    /**
     * This window at those positions only that a tap of pools sees: for each tap one, whose positions are those of the pools.
     *
     * @param pools a window over what this one gives, which {@link #isDivision} of it
     */
    Window[] split(Window pools) {
        Window[] all = new Window[pools.taps()];
        for (int tap = 0; tap < all.length; tap++) {
            all[tap] = new Window(this, tap / pools.tapsWide, tap % pools.tapsWide, pools);
        }
        return all;
    }

    /** Whether no number of the image is seen twice, and none outside of it is. */
    public boolean isDivision() {
        return tapsHigh == strides[0]
                && tapsWide == strides[1]
                && outputHeight * tapsHigh <= height
                && outputWidth * tapsWide <= width
                && dilation[0] == 1
                && dilation[1] == 1;
    }

    private long reach(int axis, int taps) {
        return Math.multiplyFull(taps - 1, dilation[axis]) + 1;
    }

    private int positions(int axis, int length, int taps, Border border) {
        long free = border == Border.VALID ? length - reach(axis, taps) : length - 1;
        return free < 0 ? 0 : (int) (free / strides[axis]) + 1;
    }

    /** How far the first window begins before the image. */
    private int before(int axis, int length, int taps, int positions, Border border) {
        return switch (border) {
            case VALID -> 0;
            case SAME -> outside(axis, length, taps, positions) / 2;
            case CAUSAL -> Math.toIntExact(reach(axis, taps) - 1);
        };
    }

    /** How far all windows together reach beyond the image if they begin as late as they can. */
    private int outside(int axis, int length, int taps, int positions) {
        return Math.toIntExact(Math.max((positions - 1) * strides[axis] + reach(axis, taps) - length, 0));
    }

    int width() {
        return width;
    }

    public int outputHeight() {
        return outputHeight;
    }

    public int outputWidth() {
        return outputWidth;
    }

    /** How often the window stands on an image. */
    int positions() {
        return outputHeight * outputWidth;
    }

    int channels() {
        return channels;
    }

    int tapsHigh() {
        return tapsHigh;
    }

    int tapsWide() {
        return tapsWide;
    }

    /** The columns from one position to the next. */
    int stepWide() {
        return strides[1];
    }

    /** The columns from one tap to the next. */
    int dilationWide() {
        return dilation[1];
    }

    int taps() {
        return tapsHigh * tapsWide;
    }

    int imageSize() {
        return height * width * channels;
    }

    /**
     * How far windows reach beyond the image: above, to the left, below, to the right.
     *
     * @param axes 1 for left and right only
     */
    public int[] padding(int axes) {
        int high = outside(0, height, tapsHigh, outputHeight);
        int wide = outside(1, width, tapsWide, outputWidth);
        int right = Math.max(wide - left, 0);
        return axes == 1 ? new int[] {left, right} : new int[] {top, left, Math.max(high - top, 0), right};
    }

    /**
     * Writes for each tap inside of the image where in it its first channel is, in row-major order, and returns their number;
     * for a window without dilation.
     *
     * @param position of the window, row by row
     */
    int places(int position, int[] places) {
        int firstRow = firstRow(position);
        int firstColumn = firstColumn(position);
        int endRow = end(firstRow, tapsHigh, height);
        int endColumn = end(firstColumn, tapsWide, width);
        int count = 0;
        for (int row = Math.max(firstRow, 0); row < endRow; row++) {
            for (int column = Math.max(firstColumn, 0); column < endColumn; column++) {
                places[count++] = (row * width + column) * channels;
            }
        }
        return count;
    }

    /** The most that {@link #places} writes. */
    int maxPlaces() {
        return Math.min(tapsHigh, height) * Math.min(tapsWide, width);
    }

    private static int end(int first, int taps, int length) {
        return (int) Math.min((long) first + taps, length);
    }

    /** The end of the row of positions that begins there, or what is before it. */
    int rowEnd(int position, int last) {
        return Math.min(position - position % outputWidth + outputWidth, last);
    }

    private int firstRow(int position) {
        return position % positions() / outputWidth * strides[0] - top;
    }

    private int firstColumn(int position) {
        return position % outputWidth * strides[1] - left;
    }

    /** Whether a row of taps is inside of the image, when the window stands there. */
    boolean isInside(int position, int row) {
        int at = firstRow(position) + row * dilation[0];
        return at >= 0 && at < height;
    }

    /** Where in all images that row of the image begins. */
    int rowBegin(int position, int row) {
        return position / positions() * imageSize() + (firstRow(position) + row * dilation[0]) * width * channels;
    }

    /** The column of the image that a tap sees, which may be outside. */
    int column(int position, int tap) {
        return firstColumn(position) + tap * dilation[1];
    }
}
