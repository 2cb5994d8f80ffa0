package keras4j.internal.kernels;

import java.util.Arrays;

/** The order in which steps are read, which of them a mask leaves out for which samples, and which outputs are 0 for that. */
final class StepMask {
    private final View mask;
    private final int batch;
    private final int steps;
    private final boolean isReverse;
    private final boolean zeroesOutput;
    private final float[] counts;
    /** For each sample the first step that counts. */
    private final int[] begins;

    /**
     * @param mask 0 where a step does not count, (batch, steps); null if all count
     * @param isReverse whether the last step is read first
     * @param zeroesOutput whether the output of a step that does not count is 0, not that of the step before
     */
    StepMask(View mask, int batch, int steps, boolean isReverse, boolean zeroesOutput) {
        this.mask = mask;
        this.batch = batch;
        this.steps = steps;
        this.isReverse = isReverse;
        this.zeroesOutput = zeroesOutput;
        counts = new float[mask == null ? 0 : batch * steps];
        begins = new int[mask == null ? 0 : batch];
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

    boolean isThere() {
        return mask != null;
    }

    /** Whether the mask lets a sample's step out. */
    boolean isSkipped(int row, int step) {
        return mask != null && counts[row * steps + time(step)] == 0;
    }

    /** Whether the output of a sample's step is 0: there is none before, or that of the step before is not wanted. */
    boolean isZero(int row, int step) {
        return mask != null && (zeroesOutput ? isSkipped(row, step) : step < begins[row]);
    }

    /** Copies rows of the samples {@code from..to} that a step skips. */
    void copySkipped(int step, int from, int to, float[] source, float[] target, int width) {
        for (int row = from; row < to; row++) {
            if (isSkipped(row, step)) {
                System.arraycopy(source, row * width, target, row * width, width);
            }
        }
    }

    /** Makes rows of the samples {@code from..to} 0 that a step skips. */
    void clearSkipped(int step, int from, int to, float[] target, int width) {
        for (int row = from; row < to; row++) {
            if (isSkipped(row, step)) {
                Arrays.fill(target, row * width, (row + 1) * width, 0);
            }
        }
    }
}
