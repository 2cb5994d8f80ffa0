package keras4j.internal.kernels;

import java.util.Arrays;

/**
 * The patches that a {@link Window} sees, as rows of a matrix: (positions, taps, channels), where a row may have room for more
 * numbers, which stay as they are. Positions are counted through all images.
 */
final class Im2col {
    /** So many numbers of a row of taps are copied in one loop over them; fewer in a loop over the positions. */
    private static final int FEW = 8;

    private final Window window;
    private final int channels;
    private final int length;
    private final int run;

    /**
     * @param channels how many of the image's channels a patch has
     * @param length the numbers from one patch to the next
     */
    Im2col(Window window, int channels, int length) {
        this.window = window;
        this.channels = channels;
        this.length = length;
        run = window.tapsWide() * channels;
    }

    /**
     * Writes the patches of some positions; taps outside of the image see 0.
     *
     * @param first where the images begin, plus the first of the channels
     */
    void write(float[] images, int first, int from, int to, float[] patches) {
        for (int begin = from; begin < to; begin = window.rowEnd(begin, to)) {
            int positions = window.rowEnd(begin, to) - begin;
            for (int i = 0; i < window.tapsHigh(); i++) {
                int target = (begin - from) * length + i * run;
                if (!window.isInside(begin, i)) {
                    clear(patches, target, positions);
                } else if (run <= FEW) {
                    writeByTap(images, first + window.rowBegin(begin, i), begin, positions, patches, target);
                } else {
                    writeByPosition(images, first + window.rowBegin(begin, i), begin, positions, patches, target);
                }
            }
        }
    }

    private void clear(float[] patches, int target, int positions) {
        for (int p = 0; p < positions; p++) {
            Arrays.fill(patches, target + p * length, target + p * length + run, 0);
        }
    }

    private void writeByTap(float[] images, int row, int begin, int positions, float[] patches, int target) {
        int step = window.stepWide();
        for (int j = 0; j < window.tapsWide(); j++) {
            int column = window.column(begin, j);
            // The first position whose tap is in the image, and the one behind the last.
            int first = Math.min(positions, column < 0 ? (step - 1 - column) / step : 0);
            int last = Math.max(first, Math.min(positions, Math.floorDiv(window.width() - 1 - column, step) + 1));
            for (int c = 0; c < channels; c++) {
                int to = target + j * channels + c;
                clearColumn(patches, to, 0, first, length);
                clearColumn(patches, to, last, positions, length);
                int from = row + column * window.channels() + c;
                copyColumn(images, from, step * window.channels(), patches, to, length, first, last);
            }
        }
    }

    private static void clearColumn(float[] patches, int at, int from, int to, int length) {
        for (int p = from; p < to; p++) {
            patches[at + p * length] = 0;
        }
    }

    private static void copyColumn(
            float[] images, int source, int step, float[] patches, int target, int length, int from, int to) {
        for (int p = from; p < to; p++) {
            patches[target + p * length] = images[source + p * step];
        }
    }

    private void writeByPosition(float[] images, int row, int begin, int positions, float[] patches, int target) {
        for (int p = 0; p < positions; p++) {
            int column = window.column(begin, 0) + p * window.stepWide();
            int to = target + p * length;
            if (isRun(column)) {
                System.arraycopy(images, row + column * channels, patches, to, run);
                continue;
            }
            for (int j = 0; j < window.tapsWide(); j++, column += window.dilationWide(), to += channels) {
                if (column < 0 || column >= window.width()) {
                    Arrays.fill(patches, to, to + channels, 0);
                } else {
                    System.arraycopy(images, row + column * window.channels(), patches, to, channels);
                }
            }
        }
    }

    /** Whether a row of taps is one run of numbers in the image. */
    private boolean isRun(int column) {
        return channels == window.channels()
                && window.dilationWide() == 1
                && column >= 0
                && column + window.tapsWide() <= window.width();
    }

    /** The way back, col2im: adds to each number of the images what the patches of these positions have in its place. */
    void addBack(float[] patches, int from, int to, float[] images, int first) {
        for (int begin = from; begin < to; begin = window.rowEnd(begin, to)) {
            int positions = window.rowEnd(begin, to) - begin;
            for (int i = 0; i < window.tapsHigh(); i++) {
                if (window.isInside(begin, i)) {
                    int source = (begin - from) * length + i * run;
                    addRow(patches, source, begin, positions, images, first + window.rowBegin(begin, i));
                }
            }
        }
    }

    private void addRow(float[] patches, int source, int begin, int positions, float[] images, int row) {
        for (int p = 0; p < positions; p++) {
            int column = window.column(begin, 0) + p * window.stepWide();
            int from = source + p * length;
            if (isRun(column)) {
                add(patches, from, images, row + column * channels, run);
                continue;
            }
            for (int j = 0; j < window.tapsWide(); j++, column += window.dilationWide(), from += channels) {
                if (column >= 0 && column < window.width()) {
                    add(patches, from, images, row + column * window.channels(), channels);
                }
            }
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }
}
