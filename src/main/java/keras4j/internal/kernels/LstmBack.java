package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/** The way back through {@link LstmSteps}. */
public final class LstmBack implements Kernel {
    /**
     * What it reads.
     *
     * @param weights see {@link LstmSteps.Reads}
     * @param kept see {@link LstmSteps.Writes}
     * @param mask see {@link LstmSteps.Reads}
     * @param sequence the gradient by the sequence of outputs; null for none, as the following
     * @param last that by the last output
     * @param h that by the last h
     * @param c that by the last c
     */
    public record Reads(View[] weights, View kept, View mask, View sequence, View last, View h, View c) {}

    /**
     * The gradients that it writes, each null if it is not wanted.
     *
     * @param x by the inputs, (batch, steps, in)
     * @param weights by each of the weights
     * @param h by h before the first step, (batch, units)
     * @param c the same of c
     */
    public record Writes(View x, View[] weights, View h, View c) {}

    private final Reads reads;
    private final Writes writes;
    private final int batch;
    private final int steps;
    private final int in;
    private final int units;
    private final SampleColumns columns;
    private final StepProducts products;
    private final Parallel parallel;
    private final float[][] kept = new float[LstmSteps.KEPT][];
    private final float[][] gradients = new float[LstmSteps.GATES][];
    private final float[] dread;
    private final float[] sums;
    private final float[] dh;
    private final float[] dc;
    private final float[] oldH;
    private final float[] oldC;

    /** See {@link LstmSteps#LstmSteps}. */
    public LstmBack(Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.reads = reads;
        this.writes = writes;
        steps = reads.kept.shape().dim(0);
        batch = reads.kept.shape().dim(1);
        in = reads.weights[0].shape().dim(0);
        units = reads.weights[1].shape().dim(0);
        columns = new SampleColumns(reads.mask, batch, steps, isReverse, zeroesOutput, Math.max(in, units));
        products = new StepProducts(batch, reads.weights);
        parallel = Parallel.whole(this::slice, LstmSteps.least(steps, units, products.inner()));
        int size = batch * units;
        Arrays.setAll(kept, i -> new float[size]);
        Arrays.setAll(gradients, i -> new float[size]);
        dread = new float[batch * products.inner()];
        sums = new float[LstmSteps.GATES * size];
        dh = new float[size];
        dc = new float[size];
        oldH = new float[columns.isMasked() ? size : 0];
        oldC = new float[columns.isMasked() ? size : 0];
    }

    @Override
    public void run() {
        products.begin();
        columns.begin();
        parallel.run(0, batch);
        products.end(writes.weights);
    }

    private void slice(int part, int from, int to) {
        int count = to - from;
        int begin = from * units;
        int end = to * units;
        int inner = products.inner();
        int first = writes.x == null ? in : 0;
        columns.readState(reads.h, from, to, dh, units);
        columns.readState(reads.c, from, to, dc, units);
        columns.add(reads.last, steps - 1, 0, from, to, dh);
        for (int step = steps - 1; step >= 0; step--) {
            columns.add(reads.sequence, step, step, from, to, dh);
            int at = takeKept(step, from, to);
            columns.copySkipped(step, from, to, dh, oldH, units);
            columns.copySkipped(step, from, to, dc, oldC, units);
            gradients(begin, end);
            for (int g = 0; g < gradients.length; g++) {
                columns.clearSkipped(step, from, to, gradients[g], units);
                System.arraycopy(gradients[g], begin, sums, LstmSteps.GATES * begin + g * (end - begin), end - begin);
            }
            products.back(part, reads.kept.array(), at, sums, from, to, dread, first, in + units);
            System.arraycopy(dread, from * inner + (in - first) * count, dh, begin, end - begin);
            columns.write(dread, inner, writes.x, columns.time(step), from, to);
            columns.copySkipped(step, from, to, oldH, dh, units);
            columns.copySkipped(step, from, to, oldC, dc, units);
        }
        columns.write(dh, units, writes.h, 0, from, to);
        columns.write(dc, units, writes.c, 0, from, to);
    }

    /** Takes what is kept of a step, and returns where it has what the step has read. */
    private int takeKept(int step, int from, int to) {
        int at = LstmSteps.keptAt(reads.kept, step, from);
        int size = units * (to - from);
        for (float[] values : kept) {
            System.arraycopy(reads.kept.array(), at, values, from * units, size);
            at += size;
        }
        return at;
    }

    /** The gradients by what the gates are made of, and by the state before the step. */
    private void gradients(int begin, int end) {
        float[] i = kept[LstmSteps.INPUT];
        float[] f = kept[LstmSteps.FORGET];
        float[] candidate = kept[LstmSteps.CANDIDATE];
        float[] o = kept[LstmSteps.OUTPUT];
        float[] before = kept[LstmSteps.GATES];
        float[] activated = kept[LstmSteps.GATES + 1];
        ofSigmoid(dh, activated, o, gradients[LstmSteps.OUTPUT], begin, end);
        addOfState(dh, o, activated, dc, begin, end);
        ofSigmoid(dc, candidate, i, gradients[LstmSteps.INPUT], begin, end);
        ofSigmoid(dc, before, f, gradients[LstmSteps.FORGET], begin, end);
        ofTanh(dc, i, candidate, gradients[LstmSteps.CANDIDATE], begin, end);
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
}
