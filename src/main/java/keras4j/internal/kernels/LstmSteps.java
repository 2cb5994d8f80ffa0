package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * A long short-term memory over sequences: i, f, o = sigmoid, c~ = tanh of x w + h u + b; the state c = f c + i c~; the output h = o
 * tanh(c). Where a mask leaves a step out, c and h stay as they were. Samples are shared out among threads. Hochreiter and
 * Schmidhuber, "Long Short-Term Memory", 1997.
 */
public final class LstmSteps implements Kernel {
    /** The gates in Keras's order; the third is the candidate for the new state. */
    static final int INPUT = 0;

    static final int FORGET = 1;
    static final int CANDIDATE = 2;
    static final int OUTPUT = 3;
    static final int GATES = 4;
    /** What is kept of each step beside what it reads: the gates, c before it, and tanh(c) behind it. */
    static final int KEPT = GATES + 2;

    /** Multiplications of all steps that are worth another thread. */
    private static final long LEAST = 1 << 18;

    /**
     * What it reads.
     *
     * @param x (batch, steps, in)
     * @param weights (in, 4 units), (units, 4 units) and maybe (4 units), gates in Keras's order
     * @param mask 0 where a step does not count, (batch, steps); null if all count
     * @param h before the first step, (batch, units); null for 0
     * @param c the same
     */
    public record Reads(View x, View[] weights, View mask, View h, View c) {}

    /**
     * What it writes, each null if it is not wanted.
     *
     * @param sequence the outputs in the order in which steps are read, (batch, steps, units)
     * @param last the last output, (batch, units)
     * @param h behind the last step, (batch, units)
     * @param c the same
     * @param kept for the way back: (steps, batch, {@link #kept}), in an array
     */
    public record Writes(View sequence, View last, View h, View c, View kept) {}

    private final int batch;
    private final int steps;
    private final int in;
    private final int units;
    private final Reads reads;
    private final Writes writes;
    private final SampleColumns columns;
    private final StepProducts products;
    private final Parallel parallel;
    // One array for each, so that loops over several of them have one index: only then C2 makes vector instructions of
    // them.
    private final boolean isKept;
    private final float[] read;
    private final float[] sums;
    private final float[][] gates = new float[GATES][];
    private final float[] c;
    private final float[] activated;
    private final float[] h;
    private final float[] oldC;
    private final float[] oldH;

    /**
     * @param isReverse whether the last step is read first
     * @param zeroesOutput whether the output of a step that does not count is 0, not that of the step before
     */
    public LstmSteps(Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.reads = reads;
        this.writes = writes;
        batch = reads.x.shape().dim(0);
        steps = reads.x.shape().dim(1);
        in = reads.x.shape().last();
        units = reads.weights[1].shape().dim(0);
        columns = new SampleColumns(reads.mask, batch, steps, isReverse, zeroesOutput, Math.max(in, units));
        products = new StepProducts(batch, reads.weights);
        parallel = Parallel.whole(this::slice, least(steps, units, products.inner()));
        int size = batch * units;
        isKept = writes.kept != null;
        read = new float[isKept ? 0 : batch * products.inner()];
        sums = new float[GATES * size];
        Arrays.setAll(gates, g -> new float[size]);
        c = new float[size];
        activated = new float[size];
        h = new float[size];
        oldC = new float[columns.isMasked() ? size : 0];
        oldH = new float[columns.isMasked() ? size : 0];
    }

    /** The samples that are worth another thread. */
    static int least(int steps, int units, int inner) {
        return (int) Math.max(1, LEAST / (Math.multiplyFull(steps, GATES * units) * inner));
    }

    /** How many numbers are kept of a sample's step. */
    public static int kept(int in, int units, boolean hasBias) {
        return KEPT * units + in + units + (hasBias ? 1 : 0);
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
        columns.readState(reads.h, from, to, h, units);
        columns.readState(reads.c, from, to, c, units);
        for (int step = 0; step < steps; step++) {
            float[] read = isKept ? writes.kept.array() : this.read;
            int at = isKept ? keptAt(writes.kept, step, from) + KEPT * units * count : from * inner;
            columns.read(reads.x, columns.time(step), from, to, read, at);
            System.arraycopy(h, begin, read, at + in * count, end - begin);
            Arrays.fill(read, at + (in + units) * count, at + inner * count, 1);
            products.forward(part, read, at, from, to, sums);
            for (int g = 0; g < GATES; g++) {
                System.arraycopy(sums, GATES * begin + g * (end - begin), gates[g], begin, end - begin);
            }
            Quotients.sigmoid(gates[INPUT], gates[INPUT], begin, end);
            Quotients.sigmoid(gates[FORGET], gates[FORGET], begin, end);
            Quotients.tanh(gates[CANDIDATE], gates[CANDIDATE], begin, end);
            Quotients.sigmoid(gates[OUTPUT], gates[OUTPUT], begin, end);
            keepGates(step, from, to);
            columns.copySkipped(step, from, to, c, oldC, units);
            columns.copySkipped(step, from, to, h, oldH, units);
            remember(gates[INPUT], gates[FORGET], gates[CANDIDATE], c, begin, end);
            Quotients.tanh(c, activated, begin, end);
            keep(activated, KEPT - 1, step, from, to);
            multiply(gates[OUTPUT], activated, h, begin, end);
            columns.copySkipped(step, from, to, oldC, c, units);
            columns.copySkipped(step, from, to, oldH, h, units);
            columns.write(h, units, writes.sequence, step, from, to);
            columns.clearZeros(writes.sequence, step, step, from, to);
        }
        columns.write(h, units, writes.last, 0, from, to);
        columns.clearZeros(writes.last, steps - 1, 0, from, to);
        columns.write(h, units, writes.h, 0, from, to);
        columns.write(c, units, writes.c, 0, from, to);
    }

    private static void remember(float[] i, float[] f, float[] candidate, float[] c, int begin, int end) {
        for (int j = begin; j < end; j++) {
            c[j] = f[j] * c[j] + i[j] * candidate[j];
        }
    }

    private static void multiply(float[] a, float[] b, float[] product, int begin, int end) {
        for (int j = begin; j < end; j++) {
            product[j] = a[j] * b[j];
        }
    }

    /** Keeps the gates of a step and c before it. */
    private void keepGates(int step, int from, int to) {
        for (int g = 0; g < GATES; g++) {
            keep(gates[g], g, step, from, to);
        }
        keep(c, GATES, step, from, to);
    }

    private void keep(float[] values, int number, int step, int from, int to) {
        if (isKept) {
            int size = units * (to - from);
            int at = keptAt(writes.kept, step, from) + number * size;
            System.arraycopy(values, from * units, writes.kept.array(), at, size);
        }
    }

    /** Where what is kept of a step begins for the samples from one on. */
    static int keptAt(View kept, int step, int from) {
        return kept.offset()
                + (step * kept.shape().dim(1) + from) * kept.shape().last();
    }
}
