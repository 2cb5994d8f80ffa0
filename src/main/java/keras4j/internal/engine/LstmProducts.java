package keras4j.internal.engine;

import java.util.Arrays;

/**
 * The products of an LSTM for some samples of a batch. With dropout, inputs and outputs of the step before are multiplied by
 * factors first; where each gate has factors of its own, they stand behind each other once for each, and the weights in
 * blocks.
 */
final class LstmProducts {
    /** From so many multiplications a step on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final LstmShape shape;
    private final int copies;
    private final int in;
    private final int units;
    private final int inner;
    private final RecurrentProducts small;
    private RecurrentProducts large;
    private RecurrentProducts products;
    private LstmFactors factors;
    private int first;
    private int samples;
    /** All that a step reads, (inner, samples). */
    private final float[][] read;

    private float[] gradient = {};
    private float[] blocks = {};
    private float[] blockGradients = {};

    /** @param copies how many times what is read stands behind itself */
    LstmProducts(LstmShape shape, int copies) {
        this.shape = shape;
        this.copies = copies;
        in = copies * shape.in();
        units = copies * shape.units();
        inner = in + units + shape.bias();
        small = new SmallRecurrentProducts(inner, shape.out());
        read = new float[shape.steps()][0];
    }

    void weightsChanged() {
        if (large != null) {
            large.weightsChanged();
        }
    }

    /** Loops, or BLAS, which is not looked for before it is needed. */
    private RecurrentProducts products() {
        if ((long) samples * inner * shape.out() < LARGE) {
            return small;
        }
        if (large == null) {
            large = new LargeRecurrentProducts(shape.steps(), inner, shape.out());
        }
        return large;
    }

    /**
     * Takes the inputs of the samples from {@code from} on.
     *
     * @param x (samples, steps, in)
     * @param factors null for 1
     */
    void begin(float[] weights, float[] x, int from, int samples, LstmFactors factors) {
        first = from;
        this.samples = samples;
        this.factors = factors;
        if (gradient.length < inner * samples) {
            gradient = new float[inner * samples];
            for (int step = 0; step < read.length; step++) {
                read[step] = new float[inner * samples];
            }
        }
        for (int step = 0; step < read.length; step++) {
            for (int row = 0; row < samples; row++) {
                int begin = ((from + row) * shape.steps() + shape.time(step)) * shape.in();
                for (int j = 0; j < in; j++) {
                    read[step][j * samples + row] = x[begin + j % shape.in()];
                }
            }
            multiply(factors == null ? null : factors.inputs(), in, read[step], 0);
            Arrays.fill(read[step], (in + units) * samples, inner * samples, 1);
        }
        products = products();
        if (copies == 1) {
            products.begin(weights, shape.offset(), samples);
        } else {
            products.begin(inBlocks(weights), 0, samples);
        }
    }

    /** Multiplies rows (width, samples) from {@code at} on by factors (all samples, width); null for 1. */
    private void multiply(float[] factors, int width, float[] rows, int at) {
        for (int row = 0; row < samples && factors != null; row++) {
            for (int j = 0; j < width; j++) {
                rows[at + j * samples + row] *= factors[(first + row) * width + j];
            }
        }
    }

    private float[] recurrentFactors() {
        return factors == null ? null : factors.recurrent();
    }

    /**
     * Computes the sums of a step.
     *
     * @param before what the step before gave, (units, samples)
     * @param z of each gate (units, samples), are written
     */
    void forward(int step, float[] before, float[][] z) {
        int width = shape.units() * samples;
        for (int copy = 0; copy < copies; copy++) {
            System.arraycopy(before, 0, read[step], in * samples + copy * width, width);
        }
        multiply(recurrentFactors(), units, read[step], in * samples);
        products.forward(step, read[step], z);
    }

    /**
     * Takes the gradient by the sums of a step back.
     *
     * @param dh the gradient by what the step before gave, is written
     * @param dx that by the inputs of all samples, is written; null if it is not wanted
     */
    void backward(int step, float[][] dz, float[] dh, float[] dx) {
        int from = dx == null ? in : 0;
        products.backward(step, read[step], dz, gradient, from, in + units);
        int begin = (in - from) * samples;
        int width = shape.units() * samples;
        multiply(recurrentFactors(), units, gradient, begin);
        System.arraycopy(gradient, begin, dh, 0, width);
        for (int i = width; i < units * samples; i++) {
            dh[i % width] += gradient[begin + i];
        }
        if (dx != null) {
            multiply(factors == null ? null : factors.inputs(), in, gradient, 0);
            write(step, dx);
        }
    }

    private void write(int step, float[] dx) {
        for (int row = 0; row < samples; row++) {
            int begin = ((first + row) * shape.steps() + shape.time(step)) * shape.in();
            for (int j = 0; j < shape.in(); j++) {
                float sum = 0;
                for (int copy = 0; copy < copies; copy++) {
                    sum += gradient[(copy * shape.in() + j) * samples + row];
                }
                dx[begin + j] = sum;
            }
        }
    }

    /** Writes the gradients of the weights, from the array's begin on. */
    void end(float[] gradients) {
        products.end(copies == 1 ? gradients : blockGradients);
        for (int row = 0; row < shape.inner() && copies > 1; row++) {
            for (int copy = 0; copy < copies; copy++) {
                int column = copy * shape.units();
                int from = blockRow(row, copy) * shape.out() + column;
                System.arraycopy(blockGradients, from, gradients, row * shape.out() + column, shape.units());
            }
        }
    }

    /** Where a row of the weights stands in the blocks: those of w once for each gate, then those of u, then b. */
    private int blockRow(int row, int copy) {
        if (row < shape.in()) {
            return copy * shape.in() + row;
        }
        int recurrent = row - shape.in();
        return recurrent < shape.units() ? in + copy * shape.units() + recurrent : in + units;
    }

    private float[] inBlocks(float[] weights) {
        if (blocks.length == 0) {
            blocks = new float[inner * shape.out()];
            blockGradients = new float[blocks.length];
        }
        for (int row = 0; row < shape.inner(); row++) {
            for (int copy = 0; copy < copies; copy++) {
                int column = copy * shape.units();
                int to = blockRow(row, copy) * shape.out() + column;
                System.arraycopy(weights, shape.offset() + row * shape.out() + column, blocks, to, shape.units());
            }
        }
        return blocks;
    }
}
