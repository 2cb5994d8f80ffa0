package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * Two sums for each channel over rows of channels, by several threads: some rows in float32 at a time, and what these come to in float64.
 */
abstract class ChannelSums implements Kernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;
    /** Numbers that are added up in float32 before they go into a sum in float64. */
    private static final int TILE = 1 << 12;

    /** What one chunk adds up. */
    static final class Part {
        final double[] first;
        final double[] second;
        final float[] sum;
        final float[] product;
        final float[] centre;
        int rows;

        private Part(int channels) {
            first = new double[channels];
            second = new double[channels];
            sum = new float[channels];
            product = new float[channels];
            centre = new float[channels];
        }
    }

    final int channels;
    final Part[] parts = new Part[Parallel.PARTS];
    private final int rows;
    private final Parallel parallel;

    ChannelSums(View x) {
        channels = x.shape().last();
        rows = x.size() / channels;
        Arrays.setAll(parts, i -> new Part(channels));
        parallel = new Parallel(this::chunk, Math.max(1, LEAST / channels));
    }

    @Override
    public final void run() {
        begin();
        for (Part part : parts) {
            part.rows = 0;
        }
        parallel.run(0, rows);
        finish();
    }

    private void chunk(int number, int from, int to) {
        Part part = parts[number];
        Arrays.fill(part.first, 0);
        Arrays.fill(part.second, 0);
        int step = Math.max(1, TILE / channels);
        for (int begin = from; begin < to; begin += step) {
            int end = Math.min(begin + step, to);
            Arrays.fill(part.sum, 0);
            Arrays.fill(part.product, 0);
            add(part, begin, end);
            part.rows += end - begin;
        }
    }

    /** Comes before all; nothing unless overridden. */
    void begin() {}

    /** Adds the rows {@code from..to} to a chunk, in whose float32 sums all is 0. */
    abstract void add(Part part, int from, int to);

    /** Makes results of what all chunks that have rows have added up. */
    abstract void finish();
}
