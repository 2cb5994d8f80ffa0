package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * A window that moves over images (height, width, channels) and stands at (outputHeight, outputWidth) positions. What it sees
 * of an image at one position, a patch, is (taps, channels); taps outside of the image see 0.
 */
public final class Window {
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
     * @param what what an error message begins with
     * @param image the shape of one image: height, width, channels
     * @param size the window's taps along height and width
     * @param dilation the distance from tap to tap
     * @param same whether a window stands wherever a stride falls into the image, as far as its border, rather than only
     *     where all of it is inside
     * @throws KerasException if it stands nowhere
     */
    public Window(String what, Shape image, int[] size, int[] strides, int[] dilation, boolean same) {
        height = image.dim(0);
        width = image.dim(1);
        channels = image.dim(2);
        tapsHigh = size[0];
        tapsWide = size[1];
        this.strides = strides;
        this.dilation = dilation;
        outputHeight = positions(0, height, tapsHigh, same);
        outputWidth = positions(1, width, tapsWide, same);
        if (outputHeight < 1 || outputWidth < 1) {
            throw KerasException.expected(
                    what,
                    "images of at least " + reach(0, tapsHigh) + " x " + reach(1, tapsWide),
                    height + " x " + width);
        }
        top = same ? outside(0, height, tapsHigh, outputHeight) / 2 : 0;
        left = same ? outside(1, width, tapsWide, outputWidth) / 2 : 0;
    }

    private int reach(int axis, int taps) {
        return Math.addExact(Math.multiplyExact(taps - 1, dilation[axis]), 1);
    }

    private int positions(int axis, int length, int taps, boolean same) {
        int free = same ? length - 1 : length - reach(axis, taps);
        return free < 0 ? 0 : free / strides[axis] + 1;
    }

    /** How far all windows together reach beyond the image, by half of which, rounded down, the first begins before it. */
    private int outside(int axis, int length, int taps, int positions) {
        return Math.max((positions - 1) * strides[axis] + reach(axis, taps) - length, 0);
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

    int taps() {
        return tapsHigh * tapsWide;
    }

    int imageSize() {
        return height * width * channels;
    }

    /** How far windows reach beyond the image: above, to the left, below, to the right. */
    public int[] padding() {
        int high = outside(0, height, tapsHigh, outputHeight);
        int wide = outside(1, width, tapsWide, outputWidth);
        return new int[] {top, left, high - top, wide - left};
    }

    /**
     * Writes for each tap inside of the image where in it its first channel is, in row-major order, and returns their number.
     *
     * @param position of the window, row by row
     */
    int places(int position, int[] places) {
        int firstRow = firstRow(position);
        int firstColumn = firstColumn(position);
        int count = 0;
        for (int i = 0; i < tapsHigh; i++) {
            int row = firstRow + i * dilation[0];
            for (int j = 0; j < tapsWide; j++) {
                int column = firstColumn + j * dilation[1];
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    places[count++] = (row * width + column) * channels;
                }
            }
        }
        return count;
    }

    /**
     * Writes the patches of some positions, counted through all images, with some of the channels: (positions, taps, count).
     *
     * @param first the first of these channels
     */
    void patches(float[] images, int fromPosition, int toPosition, int first, int count, float[] patches) {
        int patch = taps() * count;
        for (int begin = fromPosition; begin < toPosition; begin = rowEnd(begin, toPosition)) {
            int image = begin / positions() * imageSize();
            int firstRow = firstRow(begin);
            int firstColumn = firstColumn(begin);
            int end = rowEnd(begin, toPosition);
            for (int i = 0; i < tapsHigh; i++) {
                int row = firstRow + i * dilation[0];
                int target = (begin - fromPosition) * patch + i * tapsWide * count;
                for (int position = begin; position < end; position++) {
                    int column = firstColumn + (position - begin) * strides[1];
                    if (row < 0 || row >= height) {
                        Arrays.fill(patches, target, target + tapsWide * count, 0);
                    } else if (isRun(column, count)) {
                        copy(images, image + (row * width + column) * channels, patches, target, tapsWide * count);
                    } else {
                        row(images, image + row * width * channels + first, column, count, patches, target);
                    }
                    target += patch;
                }
            }
        }
    }

    /** The end of the row of positions that begins there, or what is before it. */
    private int rowEnd(int position, int last) {
        return Math.min(position - position % outputWidth + outputWidth, last);
    }

    private int firstRow(int position) {
        return position % positions() / outputWidth * strides[0] - top;
    }

    private int firstColumn(int position) {
        return position % outputWidth * strides[1] - left;
    }

    /** Whether a row of taps is one run of numbers in the image. */
    private boolean isRun(int firstColumn, int count) {
        return count == channels && dilation[1] == 1 && firstColumn >= 0 && firstColumn + tapsWide <= width;
    }

    private void row(float[] image, int from, int firstColumn, int count, float[] patches, int to) {
        for (int j = 0; j < tapsWide; j++) {
            int column = firstColumn + j * dilation[1];
            if (column < 0 || column >= width) {
                Arrays.fill(patches, to + j * count, to + (j + 1) * count, 0);
            } else {
                copy(image, from + column * channels, patches, to + j * count, count);
            }
        }
    }

    /** For a few numbers a loop is faster. */
    private static void copy(float[] source, int from, float[] target, int to, int count) {
        if (count > 16) {
            System.arraycopy(source, from, target, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[to + i] = source[from + i];
        }
    }

    /** The way back: adds to each number of the images what the patches of these positions have in its place. */
    void addPatches(float[] patches, int fromPosition, int toPosition, float[] images, int first, int count) {
        int patch = taps() * count;
        for (int begin = fromPosition; begin < toPosition; begin = rowEnd(begin, toPosition)) {
            int image = begin / positions() * imageSize();
            int firstRow = firstRow(begin);
            int firstColumn = firstColumn(begin);
            for (int i = 0; i < tapsHigh; i++) {
                int row = firstRow + i * dilation[0];
                int source = (begin - fromPosition) * patch + i * tapsWide * count;
                int end = row < 0 || row >= height ? begin : rowEnd(begin, toPosition);
                for (int position = begin; position < end; position++) {
                    int column = firstColumn + (position - begin) * strides[1];
                    if (isRun(column, count)) {
                        add(patches, source, images, image + (row * width + column) * channels, tapsWide * count);
                    } else {
                        addRow(patches, source, column, count, images, image + row * width * channels + first);
                    }
                    source += patch;
                }
            }
        }
    }

    private void addRow(float[] patches, int from, int firstColumn, int count, float[] image, int to) {
        for (int j = 0; j < tapsWide; j++) {
            int column = firstColumn + j * dilation[1];
            if (column >= 0 && column < width) {
                add(patches, from + j * count, image, to + column * channels, count);
            }
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }
}
