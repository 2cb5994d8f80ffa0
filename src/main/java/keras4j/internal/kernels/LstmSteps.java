package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.core.Shape;

/**
 * A long short-term memory over sequences: i, f, o = sigmoid, c~ = tanh of x w + h u + b; the state c = f c + i c~; the output h = o
 * tanh(c). Where a mask leaves a step out, c and h stay as they were. What is read is multiplied for all steps at once, then come the steps,
 * for which samples are shared out among threads. Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
 */
public final class LstmSteps implements Kernel {
    /** The gates in Keras's order; the third is the candidate for the new state. */
    static final int INPUT = 0;

    static final int FORGET = 1;
    static final int CANDIDATE = 2;
    static final int OUTPUT = 3;
    static final int GATES = 4;

    /** What is kept of each step for the way back: the gates, c before it, and tanh(c) behind it. */
    public static final int KEPT = GATES + 2;

    /** Multiplications of all steps that are worth another thread. */
    private static final long LEAST = 1 << 18;

    /**
     * What it reads.
     *
     * @param x (batch, steps, in)
     * @param kernel (in, 4 units), gates in Keras's order
     * @param recurrent (units, 4 units)
     * @param bias (4 units); null for none
     * @param mask 0 where a step does not count, (batch, steps); null if all count
     * @param h before the first step, (batch, units); null for 0
     * @param c the same
     */
    public record Reads(View x, View kernel, View recurrent, View bias, View mask, View h, View c) {}

    /**
     * What it writes, each null if it is not wanted.
     *
     * @param sequence the outputs in the order in which steps are read, (batch, steps, units)
     * @param last the last output, (batch, units)
     * @param h behind the last step, (batch, units)
     * @param c the same
     * @param kept for the way back: (steps, {@link #KEPT}, batch, units)
     * @param before h before each step of x, (batch, steps, units)
     */
    public record Writes(View sequence, View last, View h, View c, View kept, View before) {}

    private final int batch;
    private final int steps;
    private final int units;
    private final Reads reads;
    private final Writes writes;
    private final View z;
    private final Kernel product;
    private final StepMask mask;
    private final RecurrentProduct recurrent;
    private final Parallel parallel;
    // Of all samples, so that loops over several of them have one index: only then C2 makes vector instructions of
    // them.
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
    public LstmSteps(Tiles tiles, Reads reads, Writes writes, boolean isReverse, boolean zeroesOutput) {
        this.reads = reads;
        this.writes = writes;
        batch = reads.x.shape().dim(0);
        steps = reads.x.shape().dim(1);
        units = reads.recurrent.shape().dim(0);
        recurrent = new RecurrentProduct(reads.recurrent, batch);
        Shape shape = Shape.of(steps, batch, GATES * units);
        z = View.of(tiles.room(shape.size(), recurrent.isLarge()), shape);
        product = new Product(tiles, reads.x.transpose(1, 0, 2), reads.kernel, reads.bias, z);
        mask = new StepMask(reads.mask, batch, steps, isReverse, zeroesOutput);
        parallel =
                Parallel.whole(this::slice, least(steps, units, reads.x.shape().last()));
        sums = new float[batch * GATES * units];
        for (int g = 0; g < GATES; g++) {
            gates[g] = new float[batch * units];
        }
        c = new float[batch * units];
        activated = new float[batch * units];
        h = new float[batch * units];
        oldC = new float[mask.isThere() ? batch * units : 0];
        oldH = new float[mask.isThere() ? batch * units : 0];
    }

    /** The samples that are worth another thread. */
    static int least(int steps, int units, int in) {
        return (int) Math.max(1, LEAST / (Math.multiplyFull(steps, GATES * units) * (in + units)));
    }

    @Override
    public void run() {
        product.run();
        recurrent.begin();
        mask.begin();
        read(reads.h, h);
        read(reads.c, c);
        parallel.run(0, batch);
        write(h, writes.h);
        write(c, writes.c);
    }

    static void read(View from, float[] to) {
        if (from == null) {
            Arrays.fill(to, 0);
        } else {
            from.buffer().get(from.offset(), to, 0, to.length);
        }
    }

    static void write(float[] from, View to) {
        if (to != null) {
            to.buffer().put(to.offset(), from, 0, from.length);
        }
    }

    private void slice(int part, int from, int to) {
        int begin = from * units;
        int end = to * units;
        for (int step = 0; step < steps; step++) {
            writeRows(writes.before, mask.time(step), from, to);
            int at = z.offset() + (mask.time(step) * batch + from) * GATES * units;
            recurrent.add(part, h, from, to, z.buffer(), at, sums);
            split(sums, gates, units, from, to);
            Quotients.sigmoid(gates[INPUT], gates[INPUT], begin, end);
            Quotients.sigmoid(gates[FORGET], gates[FORGET], begin, end);
            Quotients.tanh(gates[CANDIDATE], gates[CANDIDATE], begin, end);
            Quotients.sigmoid(gates[OUTPUT], gates[OUTPUT], begin, end);
            for (int g = 0; g < GATES; g++) {
                keep(gates[g], step, g, begin, end);
            }
            keep(c, step, GATES, begin, end);
            mask.copySkipped(step, from, to, c, oldC, units);
            mask.copySkipped(step, from, to, h, oldH, units);
            remember(gates[INPUT], gates[FORGET], gates[CANDIDATE], c, begin, end);
            Quotients.tanh(c, activated, begin, end);
            keep(activated, step, GATES + 1, begin, end);
            multiply(gates[OUTPUT], activated, h, begin, end);
            mask.copySkipped(step, from, to, oldC, c, units);
            mask.copySkipped(step, from, to, oldH, h, units);
            writeRows(writes.sequence, step, from, to);
            clearZeros(writes.sequence, step, step, from, to);
        }
        if (writes.last != null) {
            writes.last.buffer().put(writes.last.offset() + begin, h, begin, end - begin);
            clearZeros(writes.last, steps - 1, 0, from, to);
        }
    }

    /** Rows with the gates side by side as rows of each gate. */
    static void split(float[] rows, float[][] gates, int units, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int g = 0; g < gates.length; g++) {
                System.arraycopy(rows, (row * gates.length + g) * units, gates[g], row * units, units);
            }
        }
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

    private void keep(float[] values, int step, int number, int begin, int end) {
        if (writes.kept != null) {
            int at = writes.kept.offset() + (step * KEPT + number) * batch * units;
            writes.kept.buffer().put(at + begin, values, begin, end - begin);
        }
    }

    /** Writes h of the samples {@code from..to} to a place of a sequence. */
    private void writeRows(View sequence, int place, int from, int to) {
        for (int row = from; row < to && sequence != null; row++) {
            sequence.buffer().put(sequence.offset() + (row * steps + place) * units, h, row * units, units);
        }
    }

    /** Makes outputs 0 that are so for the mask: rows of a sequence's step, or of the last output. */
    private void clearZeros(View output, int step, int place, int from, int to) {
        if (output == null) {
            return;
        }
        int length = output.size() / batch;
        for (int row = from; row < to; row++) {
            if (mask.isZero(row, step)) {
                output.buffer().clear(output.offset() + row * length + place * units, units);
            }
        }
    }
}
