package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Mask;

/**
 * Where an LSTM's arrays, (units, samples), stand for some samples of a batch in arrays that have one sample behind the other:
 * in its outputs, and with states behind them; and which of the outputs a mask makes 0.
 */
final class LstmRows {
    private final LstmShape shape;
    private final int units;
    private int first;
    private int samples;
    private Mask mask;
    /** For each sample the first step that counts. */
    private int[] begins = {};

    LstmRows(LstmShape shape) {
        this.shape = shape;
        units = shape.units();
    }

    /**
     * Says which samples they are.
     *
     * @param mask null for none
     */
    void begin(int first, int samples, Mask mask) {
        this.first = first;
        this.samples = samples;
        this.mask = mask;
        if (begins.length < samples) {
            begins = new int[samples];
        }
        for (int row = 0; row < samples && mask != null; row++) {
            begins[row] = 0;
            while (begins[row] < shape.steps() && isSkipped(row, begins[row])) {
                begins[row]++;
            }
        }
    }

    /** Whether the mask, which there is, lets a sample's step out. */
    boolean isSkipped(int row, int step) {
        return !mask.counts(first + row, shape.time(step));
    }

    /** Whether the output of a sample's step is 0: there is none before, or that of the step before is not wanted. */
    private boolean isZero(int row, int step) {
        return mask != null && (shape.zeroOutput() ? isSkipped(row, step) : step < begins[row]);
    }

    /** Where the first of the samples has its outputs of a step. */
    private int place(int step) {
        return first * shape.ofSample() + (shape.sequences() ? step * units : 0);
    }

    /** Writes the outputs of a step. */
    void write(float[] source, float[] y, int step) {
        to(source, y, place(step), shape.ofSample());
        for (int row = 0; row < samples; row++) {
            if (isZero(row, step)) {
                int from = place(step) + row * shape.ofSample();
                Arrays.fill(y, from, from + units, 0);
            }
        }
    }

    /** Adds what comes from the outputs that were written at a step. */
    void read(float[] dy, int step, float[] sum) {
        for (int row = 0; row < samples; row++) {
            int from = place(step) + row * shape.ofSample();
            int count = isZero(row, step) ? 0 : units;
            for (int j = 0; j < count; j++) {
                sum[j * samples + row] += dy[from + j];
            }
        }
    }

    private int behind(int state) {
        return first * shape.ofSample() + shape.ofOutputs() + state * units;
    }

    /** Writes the last output, state 0, or the last state, 1, behind the outputs. */
    void writeState(int state, float[] source, float[] y) {
        to(source, y, behind(state), shape.ofSample());
    }

    /** Reads what stands there. */
    void readState(int state, float[] dy, float[] target) {
        from(dy, behind(state), shape.ofSample(), target);
    }

    /** Writes one of the states to (all samples, units). */
    void write(float[] source, float[] state) {
        to(source, state, first * units, units);
    }

    /** Reads one of the states from (all samples, units). */
    void read(float[] state, float[] target) {
        from(state, first * units, units, target);
    }

    private void to(float[] source, float[] rows, int at, int every) {
        for (int row = 0; row < samples; row++) {
            for (int j = 0; j < units; j++) {
                rows[at + row * every + j] = source[j * samples + row];
            }
        }
    }

    private void from(float[] rows, int at, int every, float[] target) {
        for (int row = 0; row < samples; row++) {
            for (int j = 0; j < units; j++) {
                target[j * samples + row] = rows[at + row * every + j];
            }
        }
    }
}
