package keras4j.internal.kernels;

import java.util.Arrays;

/**
 * Where the numbers of a recurrent kernel stand, which has samples side by side, in values that have one behind the other: the block
 * of the samples {@code from..to} is (width, samples) from {@code from * width} on. It knows what a mask leaves out.
 */
final class SampleColumns {
    private final View mask;
    private final int batch;
    private final int steps;
    private final boolean isReverse;
    private final boolean zeroesOutput;
    private final float[] counts;
    /** For each sample the first step that counts. */
    private final int[] begins;

    /** A row for each sample, of which samples of other threads are not to have a part. */
    private final float[] rows;

    private final int widest;

    /**
     * @param mask 0 where a step does not count, (batch, steps); null if all count
     * @param isReverse whether the last step is read first
     * @param zeroesOutput whether the output of a step that does not count is 0, not that of the step before
     * @param widest the most numbers that a sample has in a value
     */
    SampleColumns(View mask, int batch, int steps, boolean isReverse, boolean zeroesOutput, int widest) {
        this.mask = mask;
        this.batch = batch;
        this.steps = steps;
        this.isReverse = isReverse;
        this.zeroesOutput = zeroesOutput;
        counts = new float[mask == null ? 0 : batch * steps];
        begins = new int[mask == null ? 0 : batch];
        this.widest = widest;
        rows = new float[batch * widest];
    }

    /** Takes the mask as it is now. */
    void begin() {
        if (mask == null) {
            return;
        }
        mask.buffer().get(mask.offset(), counts, 0, counts.length);
        for (int row = 0; row < batch; row++) {
            begins[row] = 0;
            while (begins[row] < steps && isSkipped(row, begins[row])) {
                begins[row]++;
            }
        }
    }

    /** Which step of the sequences is read at a step. */
    int time(int step) {
        return isReverse ? steps - 1 - step : step;
    }

    boolean isMasked() {
        return mask != null;
    }

    private boolean isSkipped(int row, int step) {
        return mask != null && counts[row * steps + time(step)] == 0;
    }

    /** Whether the output of a sample's step is 0: there is none before, or that of the step before is not wanted. */
    private boolean isZero(int row, int step) {
        return mask != null && (zeroesOutput ? isSkipped(row, step) : step < begins[row]);
    }

    /** Copies the samples that a step skips, of several arrays. */
    void copySkipped(int step, int from, int to, float[][] sources, float[][] targets, int width) {
        int count = to - from;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < width && isSkipped(row, step); i++) {
                int at = from * width + i * count + row - from;
                for (int s = 0; s < sources.length; s++) {
                    targets[s][at] = sources[s][at];
                }
            }
        }
    }

    /** Makes the samples 0 that a step skips. */
    void clearSkipped(int step, int from, int to, float[] target, int width) {
        int count = to - from;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < width && isSkipped(row, step); i++) {
                target[from * width + i * count + row - from] = 0;
            }
        }
    }

    /** Reads states as blocks; null for 0. */
    void readState(View value, int from, int to, float[] blocks, int units) {
        if (value == null) {
            Arrays.fill(blocks, from * units, to * units, 0);
        } else {
            read(value, 0, from, to, blocks, from * units);
        }
    }

    /**
     * Reads rows of a value as a block.
     *
     * @param value (batch, .., width), whose last axis is contiguous
     * @param place which row of each sample
     * @param at where the block begins
     */
    void read(View value, int place, int from, int to, float[] block, int at) {
        int count = to - from;
        int width = value.shape().last();
        for (int row = from; row < to; row++) {
            value.buffer().get(at(value, row, place), rows, row * widest, width);
        }
        for (int i = 0; i < width; i++) {
            int into = at + i * count;
            for (int row = 0; row < count; row++) {
                block[into + row] = rows[(from + row) * widest + i];
            }
        }
    }

    private static int at(View value, int row, int place) {
        return value.offset() + row * value.stride(0) + (value.shape().rank() > 2 ? place * value.stride(1) : 0);
    }

    /** Writes a block as rows of a value; null for none. See {@link #read}. */
    void write(float[] block, int at, View value, int place, int from, int to) {
        int count = to - from;
        for (int row = from; row < to && value != null; row++) {
            int width = value.shape().last();
            for (int i = 0; i < width; i++) {
                rows[row * widest + i] = block[at + i * count + row - from];
            }
            value.buffer().put(at(value, row, place), rows, row * widest, width);
        }
    }

    /** Makes rows of outputs 0 that are so for the mask. */
    void clearZeros(View output, int step, int place, int from, int to) {
        for (int row = from; row < to && output != null && isMasked(); row++) {
            if (isZero(row, step)) {
                output.buffer().clear(at(output, row, place), output.shape().last());
            }
        }
    }

    /** Adds gradients by outputs to blocks of the same width, but for outputs that are 0 for the mask. */
    void add(View gradient, int step, int place, int from, int to, float[] sum) {
        int count = to - from;
        for (int row = from; row < to && gradient != null; row++) {
            int width = gradient.shape().last();
            if (isZero(row, step)) {
                continue;
            }
            gradient.buffer().get(at(gradient, row, place), rows, row * widest, width);
            for (int i = 0; i < width; i++) {
                sum[from * width + i * count + row - from] += rows[row * widest + i];
            }
        }
    }
}
