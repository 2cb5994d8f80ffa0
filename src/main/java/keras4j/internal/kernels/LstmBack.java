package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/** The way back through {@link LstmSteps}: the gradients by what its gates are made of, and by the states before the first step. */
public final class LstmBack implements Kernel {
    /**
     * What it reads.
     *
     * @param recurrent (units, 4 units)
     * @param kept see {@link LstmSteps.Writes}
     * @param mask see {@link LstmSteps.Reads}
     * @param sequence the gradient by the sequence of outputs; null for none, as the following
     * @param last that by the last output
     * @param h that by the last h
     * @param c that by the last c
     */
    public record Reads(View recurrent, View kept, View mask, View sequence, View last, View h, View c) {}

    /**
     * What it writes, each null if it is not wanted.
     *
     * @param z the gradient by x w + h u + b: (batch, steps, 4 units)
     * @param h that by h before the first step, (batch, units)
     * @param c the same of c
     */
    public record Writes(View z, View h, View c) {}

    private final Reads reads;
    private final Writes writes;
    private final int batch;
    private final int steps;
    private final int units;
    private final StepMask mask;
    private final RecurrentProduct recurrent;
    private final Parallel parallel;
    private final float[][] kept = new float[LstmSteps.KEPT][];
    private final float[][] sums = new float[LstmSteps.GATES][];
    private final float[] joined;
    private final float[] incoming;
    private final float[] dh;
    private final float[] dc;
    private final float[] oldH;
    private final float[] oldC;

    /** See {@link LstmSteps#LstmSteps}. */
    public LstmBack(Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.reads = reads;
        this.writes = writes;
        steps = reads.kept.shape().dim(0);
        batch = reads.kept.shape().dim(2);
        units = reads.kept.shape().dim(3);
        mask = new StepMask(reads.mask, batch, steps, isReverse, zeroesOutput);
        recurrent = new RecurrentProduct(reads.recurrent, batch);
        parallel = Parallel.whole(this::slice, LstmSteps.least(steps, units, 0));
        Arrays.setAll(kept, i -> new float[batch * units]);
        Arrays.setAll(sums, i -> new float[batch * units]);
        joined = new float[batch * LstmSteps.GATES * units];
        incoming = new float[batch * units];
        dh = new float[batch * units];
        dc = new float[batch * units];
        oldH = new float[mask.isThere() ? batch * units : 0];
        oldC = new float[mask.isThere() ? batch * units : 0];
    }

    @Override
    public void run() {
        recurrent.begin();
        mask.begin();
        LstmSteps.read(reads.h, dh);
        LstmSteps.read(reads.c, dc);
        parallel.run(0, batch);
        LstmSteps.write(dh, writes.h);
        LstmSteps.write(dc, writes.c);
    }

    private void slice(int part, int from, int to) {
        int begin = from * units;
        int end = to * units;
        addRows(reads.last, 0, steps - 1, from, to);
        for (int step = steps - 1; step >= 0; step--) {
            addRows(reads.sequence, step, step, from, to);
            for (int i = 0; i < kept.length; i++) {
                int at = reads.kept.offset() + (step * kept.length + i) * batch * units;
                reads.kept.buffer().get(at + begin, kept[i], begin, end - begin);
            }
            mask.copySkipped(step, from, to, dh, oldH, units);
            mask.copySkipped(step, from, to, dc, oldC, units);
            gradients(begin, end);
            join(from, to);
            mask.clearSkipped(step, from, to, joined, LstmSteps.GATES * units);
            writeRows(mask.time(step), from, to);
            recurrent.back(part, joined, from, to, dh);
            mask.copySkipped(step, from, to, oldH, dh, units);
            mask.copySkipped(step, from, to, oldC, dc, units);
        }
    }

    /** Adds what comes from outputs: rows of a step of a sequence, or of the last output. */
    private void addRows(View gradient, int place, int step, int from, int to) {
        if (gradient == null) {
            return;
        }
        int length = gradient.size() / batch;
        for (int row = from; row < to; row++) {
            if (mask.isZero(row, step)) {
                Arrays.fill(incoming, row * units, (row + 1) * units, 0);
            } else {
                int at = gradient.offset() + row * length + place * units;
                gradient.buffer().get(at, incoming, row * units, units);
            }
        }
        add(incoming, dh, from * units, to * units);
    }

    private static void add(float[] values, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] += values[j];
        }
    }

    /** The gradients by what the gates are made of, and by the state before the step. */
    private void gradients(int begin, int end) {
        float[] i = kept[LstmSteps.INPUT];
        float[] f = kept[LstmSteps.FORGET];
        float[] candidate = kept[LstmSteps.CANDIDATE];
        float[] o = kept[LstmSteps.OUTPUT];
        float[] before = kept[LstmSteps.GATES];
        float[] activated = kept[LstmSteps.GATES + 1];
        ofSigmoid(dh, activated, o, sums[LstmSteps.OUTPUT], begin, end);
        addOfState(dh, o, activated, dc, begin, end);
        ofSigmoid(dc, candidate, i, sums[LstmSteps.INPUT], begin, end);
        ofSigmoid(dc, before, f, sums[LstmSteps.FORGET], begin, end);
        ofTanh(dc, i, candidate, sums[LstmSteps.CANDIDATE], begin, end);
        forget(f, dc, begin, end);
    }

    private static void addOfState(float[] dh, float[] o, float[] activated, float[] dc, int begin, int end) {
        for (int j = begin; j < end; j++) {
            dc[j] += dh[j] * o[j] * (1 - activated[j] * activated[j]);
        }
    }

    /** By what a gate is made of that is multiplied by a factor. */
    private static void ofSigmoid(float[] dy, float[] factor, float[] gate, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = dy[j] * factor[j] * (gate[j] * (1 - gate[j]));
        }
    }

    /** The same of the candidate. */
    private static void ofTanh(float[] dc, float[] factor, float[] candidate, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = dc[j] * factor[j] * (1 - candidate[j] * candidate[j]);
        }
    }

    private static void forget(float[] f, float[] dc, int begin, int end) {
        for (int j = begin; j < end; j++) {
            dc[j] *= f[j];
        }
    }

    /** The gates side by side in each row. */
    private void join(int from, int to) {
        for (int row = from; row < to; row++) {
            for (int g = 0; g < sums.length; g++) {
                System.arraycopy(sums[g], row * units, joined, (row * sums.length + g) * units, units);
            }
        }
    }

    private void writeRows(int time, int from, int to) {
        int width = LstmSteps.GATES * units;
        for (int row = from; row < to && writes.z != null; row++) {
            writes.z.buffer().put(writes.z.offset() + (row * steps + time) * width, joined, row * width, width);
        }
    }
}
