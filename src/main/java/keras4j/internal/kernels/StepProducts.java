package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/**
 * The products of the steps of a recurrent layer: z = w^T r, w being (inner, width), and r all that a step reads, one number behind the
 * other: what the step before gave, 1 for the bias, and inputs. Samples {@code from..to} are a block of their own in each array, in
 * which they stand side by side: r is (inner, samples) from {@code from * inner} on, z (width, samples). Products are BLAS's on copies
 * in native memory, or loops where they are small. Of r, blocks may stand anywhere.
 */
final class StepProducts {
    /** From so many multiplications on, BLAS is faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final View[] weights;
    /** Outside of which w is 0; the first has all rows. */
    private final Block[] blocks;

    private final int inner;
    private final int width;
    private final boolean isLarge;
    private final float[] stacked;
    private final float[][] product = new float[Parallel.PARTS][];
    /** For each chunk the gradient by w. */
    private final float[][] gradients = new float[Parallel.PARTS][];

    private final boolean[] isUsed = new boolean[Parallel.PARTS];
    /** Null where loops do. */
    private NativeBuffer[] nativeGradients;

    private NativeBuffer memory;

    private NativeBuffer reads;
    private NativeBuffer sums;
    private NativeBuffer readGradients;
    private long version = -1;

    /** A part of w: its rows {@code row..row + rows}, and its columns. */
    private record Block(int row, int rows, int column, int columns) {}

    /**
     * @param weights (units, width), maybe (width), and (in, width): the rows of w, one below the other
     * @param cell which says where they are 0
     */
    StepProducts(int batch, GatedCell cell, View... weights) {
        this.weights = weights;
        width = weights[0].shape().last();
        inner = Arrays.stream(weights).mapToInt(View::size).sum() / width;
        isLarge = (long) batch * inner * width >= LARGE && Blas.isThere();
        blocks = blocks(cell, weights[0].shape().dim(0), weights.length > 2 ? 1 : 0);
        stacked = new float[inner * width];
        if (isLarge) {
            nativeGradients = new NativeBuffer[Parallel.PARTS];
            memory = new NativeBuffer();
            memory.reserve(stacked.length);
            reads = new NativeBuffer();
            reads.reserve(batch * inner);
            sums = new NativeBuffer();
            sums.reserve(batch * width);
            readGradients = new NativeBuffer();
            readGradients.reserve(batch * inner);
        }
    }

    private Block[] blocks(GatedCell cell, int units, int bias) {
        int shared = cell.shared() * units;
        Block both = new Block(0, inner, 0, shared);
        if (shared == width) {
            return new Block[] {both};
        }
        Block ofInputs = new Block(units, inner - units, shared, units);
        return new Block[] {both, ofInputs, new Block(0, units + bias, shared + units, units)};
    }

    /** The numbers that a step reads. */
    int inner() {
        return inner;
    }

    /** Takes the weights as they are now. */
    void begin() {
        Arrays.fill(isUsed, false);
        if (isLarge) {
            BlasThreads.set(1);
        }
        long now = weights[0].buffer().version();
        for (View part : weights) {
            now = part.buffer() == weights[0].buffer() ? now : -1;
        }
        if (now >= 0 && now == version) {
            return;
        }
        version = now;
        int at = 0;
        for (View part : weights) {
            part.buffer().get(part.offset(), stacked, at, part.size());
            at += part.size();
        }
        if (isLarge) {
            memory.put(0, stacked, 0, stacked.length);
        }
    }

    /**
     * Computes z.
     *
     * @param readAt where r begins in its array
     */
    void forward(int part, float[] read, int readAt, int from, int to, float[] z) {
        int count = to - from;
        int r = from * inner;
        int s = from * width;
        if (isLarge) {
            reads.put(r, read, readAt, count * inner);
            for (Block block : blocks) {
                Gemm.multiply(
                        part,
                        Gemm.MAX_SUMMED,
                        block.columns,
                        block.rows,
                        count,
                        memory,
                        block.row * width + block.column,
                        1,
                        width,
                        reads,
                        r + block.row * count,
                        count,
                        1,
                        false,
                        sums,
                        s + block.column * count,
                        count);
            }
            sums.get(s, z, s, count * width);
        } else {
            SmallProduct.multiply(
                    width, inner, count, stacked, 0, 1, width, read, readAt, count, 1, null, 0, z, s, count);
        }
    }

    /**
     * Takes the gradient by z of a step back, and adds up that by w.
     *
     * @param dread the gradient by the first rows of what was read is written from its block's first number on
     * @param rows how many
     */
    void back(int part, float[] read, int readAt, float[] dz, int from, int to, float[] dread, int rows) {
        int count = to - from;
        int r = from * inner;
        int s = from * width;
        if (isLarge) {
            reads.put(r, read, readAt, count * inner);
            sums.put(s, dz, s, count * width);
            if (nativeGradients[part] == null) {
                nativeGradients[part] = new NativeBuffer();
                nativeGradients[part].reserve(stacked.length);
                nativeGradients[part].clear(0, stacked.length);
            }
            for (Block block : blocks) {
                addGradient(part, block, r, s, count);
                takeBack(part, block, rows, r, s, count);
            }
            readGradients.get(r, dread, r, rows * count);
        } else {
            SmallProduct.multiply(rows, width, count, stacked, 0, width, 1, dz, s, count, 1, null, 0, dread, r, count);
            addSmall(part, read, readAt, dz, s, count);
        }
        isUsed[part] = true;
    }

    private void addGradient(int part, Block block, int r, int s, int count) {
        Gemm.multiply(
                part,
                Gemm.MAX_SUMMED,
                block.columns,
                count,
                block.rows,
                sums,
                s + block.column * count,
                count,
                1,
                reads,
                r + block.row * count,
                1,
                count,
                isUsed[part],
                nativeGradients[part],
                block.column * inner + block.row,
                inner);
    }

    /** Adds to the gradient by the first rows of what was read; the first block's is written. */
    private void takeBack(int part, Block block, int rows, int r, int s, int count) {
        int to = Math.min(rows, block.row + block.rows);
        if (block.row < to) {
            Gemm.multiply(
                    part,
                    Gemm.MAX_SUMMED,
                    to - block.row,
                    block.columns,
                    count,
                    memory,
                    block.row * width + block.column,
                    width,
                    1,
                    sums,
                    s + block.column * count,
                    count,
                    1,
                    block != blocks[0],
                    readGradients,
                    r + block.row * count,
                    count);
        }
    }

    private void addSmall(int part, float[] read, int r, float[] dz, int s, int count) {
        if (gradients[part] == null) {
            gradients[part] = new float[stacked.length];
            product[part] = new float[stacked.length];
        }
        float[] into = isUsed[part] ? product[part] : gradients[part];
        SmallProduct.multiply(inner, count, width, read, r, count, 1, dz, s, 1, count, null, 0, into, 0, width);
        if (isUsed[part]) {
            add(into, gradients[part]);
        }
    }

    private static void add(float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    /** Writes the gradients by the weights; null for one that is not wanted. */
    void end(View... into) {
        float[] sum = product(0);
        Arrays.fill(sum, 0);
        for (int part = 0; part < isUsed.length; part++) {
            if (isUsed[part] && isLarge) {
                float[] transposed = product(1);
                nativeGradients[part].get(0, transposed, 0, transposed.length);
                addTransposed(transposed, sum);
            } else if (isUsed[part]) {
                add(gradients[part], sum);
            }
        }
        int at = 0;
        for (int i = 0; i < into.length; i++) {
            if (into[i] != null) {
                into[i].buffer().put(into[i].offset(), sum, at, into[i].size());
            }
            at += weights[i].size();
        }
    }

    private float[] product(int number) {
        if (product[number] == null) {
            product[number] = new float[stacked.length];
        }
        return product[number];
    }

    private void addTransposed(float[] from, float[] sum) {
        for (int k = 0; k < inner; k++) {
            for (int j = 0; j < width; j++) {
                sum[k * width + j] += from[j * inner + k];
            }
        }
    }
}
