package keras4j.internal.kernels;

import keras4j.core.Parallel;

/** The way back through {@link GatedSteps}. */
public final class GatedBack implements Kernel {
    /**
     * What it reads.
     *
     * @param weights see {@link GatedSteps.Reads}
     * @param kept see {@link GatedSteps.Writes}
     * @param mask see {@link GatedSteps.Reads}
     * @param sequence the gradient by the sequence of outputs; null for none, as the following
     * @param last that by the last output
     * @param states those by the last states
     */
    public record Reads(View[] weights, View kept, View mask, View sequence, View last, View[] states) {}

    /**
     * The gradients that it writes, each null if it is not wanted.
     *
     * @param x by the inputs, (batch, steps, in)
     * @param weights by each of the weights
     * @param states by the states before the first step, (batch, units) each
     */
    public record Writes(View x, View[] weights, View[] states) {}

    private final GatedCell cell;
    private final Reads reads;
    private final Writes writes;
    private final int batch;
    private final int steps;
    private final int in;
    private final int units;
    private final SampleColumns columns;
    private final StepProducts products;
    private final View[] weightGradients;
    private final Parallel parallel;
    private final float[][] kept;
    private final float[][] gradients;
    private final float[] dread;
    private final float[] ofRead;
    private final float[] sums;
    private final float[][] states;
    private final float[][] behind;

    /** See {@link GatedSteps#GatedSteps}. */
    public GatedBack(GatedCell cell, Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.cell = cell;
        this.reads = reads;
        this.writes = writes;
        steps = reads.kept.shape().dim(0);
        batch = reads.kept.shape().dim(1);
        in = reads.weights[0].shape().dim(0);
        units = reads.weights[1].shape().dim(0);
        columns = new SampleColumns(reads.mask, batch, steps, isReverse, zeroesOutput, Math.max(in, units));
        products = new StepProducts(batch, cell, GatedSteps.inOrder(reads.weights));
        weightGradients = GatedSteps.inOrder(writes.weights);
        parallel = Parallel.whole(this::slice, GatedSteps.least(steps, units, products.inner()));
        int size = batch * units;
        kept = new float[cell.kept()][size];
        gradients = new float[GatedCell.GATES][size];
        dread = new float[batch * products.inner()];
        ofRead = new float[size];
        sums = new float[GatedCell.GATES * size];
        states = new float[cell.states()][size];
        behind = new float[cell.states()][columns.isMasked() ? size : 0];
    }

    @Override
    public void run() {
        products.begin();
        columns.begin();
        parallel.run(0, batch);
        products.end(weightGradients);
    }

    private void slice(int part, int from, int to) {
        int count = to - from;
        int begin = from * units;
        int end = to * units;
        int inner = products.inner();
        int rows = writes.x == null ? units : inner;
        for (int s = 0; s < states.length; s++) {
            columns.readState(reads.states[s], from, to, states[s], units);
        }
        columns.add(reads.last, steps - 1, 0, from, to, states[0]);
        for (int step = steps - 1; step >= 0; step--) {
            columns.add(reads.sequence, step, step, from, to, states[0]);
            int at = takeKept(step, from, to);
            columns.copySkipped(step, from, to, states, behind, units);
            cell.back(kept, states, gradients, begin, end);
            for (int g = 0; g < gradients.length; g++) {
                columns.clearSkipped(step, from, to, gradients[g], units);
                System.arraycopy(gradients[g], begin, sums, GatedCell.GATES * begin + g * (end - begin), end - begin);
            }
            products.back(part, reads.kept.array(), at, sums, from, to, dread, rows);
            System.arraycopy(dread, from * inner, ofRead, begin, end - begin);
            add(ofRead, states[0], begin, end);
            columns.write(dread, from * inner + (inner - in) * count, writes.x, columns.time(step), from, to);
            columns.copySkipped(step, from, to, behind, states, units);
        }
        for (int s = 0; s < states.length; s++) {
            columns.write(states[s], begin, writes.states[s], 0, from, to);
        }
    }

    /** Takes what is kept of a step, and returns where it has what the step has read. */
    private int takeKept(int step, int from, int to) {
        int at = GatedSteps.keptAt(reads.kept, step, from);
        int size = units * (to - from);
        for (float[] values : kept) {
            System.arraycopy(reads.kept.array(), at, values, from * units, size);
            at += size;
        }
        return at;
    }

    private static void add(float[] values, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] += values[j];
        }
    }
}
