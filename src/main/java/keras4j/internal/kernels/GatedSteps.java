package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * The steps of a {@link GatedCell} over sequences: its sums are x w + h u + b. Where a mask leaves a step out, states stay as they were.
 * Samples are shared out among threads.
 */
public final class GatedSteps implements Kernel {
    /** Multiplications of all steps that are worth another thread. */
    private static final long LEAST = 1 << 18;

    /**
     * What it reads.
     *
     * @param x (batch, steps, in)
     * @param weights (in, 4 units), (units, 4 units) and maybe (4 units), in the cell's order
     * @param mask 0 where a step does not count, (batch, steps); null if all count
     * @param states before the first step, (batch, units) each; none for 0
     */
    public record Reads(View x, View[] weights, View mask, View[] states) {}

    /**
     * What it writes, each null if it is not wanted.
     *
     * @param sequence the outputs in the order in which steps are read, (batch, steps, units)
     * @param last the last output, (batch, units)
     * @param states behind the last step, (batch, units) each
     * @param kept for the way back: (steps, batch, {@link #kept}), in an array
     */
    public record Writes(View sequence, View last, View[] states, View kept) {}

    private final GatedCell cell;
    private final int steps;
    private final int batch;
    private final int in;
    private final int units;
    private final Reads reads;
    private final Writes writes;
    private final SampleColumns columns;
    private final StepProducts products;
    private final Parallel parallel;
    private final boolean isKept;
    private final float[] read;
    private final float[] sums;
    private final float[][] values;
    private final float[][] states;
    private final float[][] before;

    /**
     * @param isReverse whether the last step is read first
     * @param zeroesOutput whether the output of a step that does not count is 0, not that of the step before
     */
    public GatedSteps(GatedCell cell, Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.cell = cell;
        this.reads = reads;
        this.writes = writes;
        batch = reads.x.shape().dim(0);
        steps = reads.x.shape().dim(1);
        in = reads.x.shape().last();
        units = reads.weights[1].shape().dim(0);
        columns = new SampleColumns(reads.mask, batch, steps, isReverse, zeroesOutput, Math.max(in, units));
        products = new StepProducts(batch, cell, inOrder(reads.weights));
        parallel = Parallel.whole(this::slice, least(steps, units, products.inner()));
        int size = batch * units;
        isKept = writes.kept != null;
        read = new float[isKept ? 0 : batch * products.inner()];
        sums = new float[GatedCell.GATES * size];
        values = new float[cell.kept()][size];
        states = new float[cell.states()][size];
        before = new float[cell.states()][columns.isMasked() ? size : 0];
    }

    /** What belongs to inputs, states and bias, in the order in which a step has them: states, bias, inputs. */
    static View[] inOrder(View[] weights) {
        View[] ordered = Arrays.copyOfRange(weights, 1, weights.length + 1);
        ordered[weights.length - 1] = weights[0];
        return ordered;
    }

    /** The samples that are worth another thread. */
    static int least(int steps, int units, int inner) {
        return (int) Math.max(1, LEAST / (Math.multiplyFull(steps, GatedCell.GATES * units) * inner));
    }

    /** How many numbers are kept of a sample's step. */
    public static int kept(GatedCell cell, int in, int units, boolean hasBias) {
        return cell.kept() * units + in + units + (hasBias ? 1 : 0);
    }

    @Override
    public void run() {
        products.begin();
        columns.begin();
        parallel.run(0, batch);
    }

    private void slice(int part, int from, int to) {
        int count = to - from;
        int begin = from * units;
        int end = to * units;
        int inner = products.inner();
        for (int s = 0; s < states.length; s++) {
            columns.readState(reads.states.length == 0 ? null : reads.states[s], from, to, states[s], units);
        }
        for (int step = 0; step < steps; step++) {
            float[] read = isKept ? writes.kept.array() : this.read;
            int at = isKept ? keptAt(writes.kept, step, from) + values.length * units * count : from * inner;
            System.arraycopy(states[0], begin, read, at, end - begin);
            Arrays.fill(read, at + end - begin, at + (inner - in) * count, 1);
            columns.read(reads.x, columns.time(step), from, to, read, at + (inner - in) * count);
            products.forward(part, read, at, from, to, sums);
            for (int g = 0; g < GatedCell.GATES; g++) {
                System.arraycopy(sums, GatedCell.GATES * begin + g * (end - begin), values[g], begin, end - begin);
            }
            columns.copySkipped(step, from, to, states, before, units);
            cell.forward(values, states, begin, end);
            columns.copySkipped(step, from, to, before, states, units);
            keep(step, from, to);
            columns.write(states[0], begin, writes.sequence, step, from, to);
            columns.clearZeros(writes.sequence, step, step, from, to);
        }
        columns.write(states[0], begin, writes.last, 0, from, to);
        columns.clearZeros(writes.last, steps - 1, 0, from, to);
        for (int s = 0; s < states.length; s++) {
            columns.write(states[s], begin, writes.states[s], 0, from, to);
        }
    }

    private void keep(int step, int from, int to) {
        int size = units * (to - from);
        for (int i = 0; i < values.length && isKept; i++) {
            int at = keptAt(writes.kept, step, from) + i * size;
            System.arraycopy(values[i], from * units, writes.kept.array(), at, size);
        }
    }

    /** Where what is kept of a step begins for the samples from one on. */
    static int keptAt(View kept, int step, int from) {
        return kept.offset()
                + (step * kept.shape().dim(1) + from) * kept.shape().last();
    }
}
