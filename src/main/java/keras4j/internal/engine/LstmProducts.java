package keras4j.internal.engine;

/**
 * The products of an LSTM for some samples of a batch, whose inputs are brought into the order of the steps; with dropout,
 * inputs and outputs of the step before are multiplied by factors first. Where each gate has factors of its own, they stand
 * side by side once for each, and the weights in blocks on a diagonal.
 */
final class LstmProducts {
    /** From so many multiplications a step on, calls of BLAS are faster than loops, copies included. */
    private static final long LARGE = 1 << 14;

    private final LstmShape shape;
    private final int copies;
    private final int in;
    private final int units;
    private final int offset;
    private final RecurrentProducts small;
    private RecurrentProducts large;
    private RecurrentProducts products;
    private LstmFactors factors;
    private int first;
    private int samples;
    private float[] x = {};
    private float[] dx = {};
    private float[] h = {};
    private float[] blocks = {};
    private float[] blockGradients = {};

    /** @param copies how many times inputs stand side by side */
    LstmProducts(LstmShape shape, int copies) {
        this.shape = shape;
        this.copies = copies;
        in = copies * shape.in();
        units = copies * shape.units();
        offset = copies == 1 ? shape.offset() : 0;
        small = new SmallRecurrentProducts(shape.steps(), in, units, shape.out(), offset, shape.hasBias());
    }

    void weightsChanged() {
        small.weightsChanged();
        if (large != null) {
            large.weightsChanged();
        }
    }

    /** Loops, or BLAS, which is not looked for before it is needed. */
    private RecurrentProducts products() {
        if ((long) samples * (in + units) * shape.out() < LARGE) {
            return small;
        }
        if (large == null) {
            large = new LargeRecurrentProducts(shape.steps(), in, units, shape.out(), offset, shape.hasBias());
        }
        return large;
    }

    /**
     * Takes the inputs of the samples from {@code from} on.
     *
     * @param all (samples, steps, in)
     * @param factors null for 1
     */
    void begin(float[] weights, float[] all, int from, int samples, LstmFactors factors) {
        first = from;
        this.samples = samples;
        this.factors = factors;
        int rows = shape.steps() * samples;
        if (x.length < rows * in) {
            x = new float[rows * in];
            dx = new float[rows * in];
            h = new float[samples * units];
        }
        for (int step = 0; step < shape.steps(); step++) {
            for (int row = 0; row < samples; row++) {
                int read = ((from + row) * shape.steps() + shape.time(step)) * shape.in();
                int write = (step * samples + row) * in;
                for (int copy = 0; copy < copies; copy++) {
                    System.arraycopy(all, read, x, write + copy * shape.in(), shape.in());
                }
                if (factors != null && factors.inputs() != null) {
                    multiply(factors.inputs(), (from + row) * in, x, write, in);
                }
            }
        }
        products = products();
        products.begin(copies == 1 ? weights : inBlocks(weights), x, samples);
    }

    private static void multiply(float[] factors, int from, float[] numbers, int at, int count) {
        for (int i = 0; i < count; i++) {
            numbers[at + i] *= factors[from + i];
        }
    }

    private boolean isPlain() {
        return copies == 1 && (factors == null || factors.recurrent() == null);
    }

    /** See {@link RecurrentProducts#forward}. */
    void forward(int step, float[] before, float[] z) {
        if (isPlain()) {
            products.forward(step, before, z);
            return;
        }
        int width = shape.units();
        for (int row = 0; row < samples && step > 0; row++) {
            for (int copy = 0; copy < copies; copy++) {
                System.arraycopy(before, row * width, h, row * units + copy * width, width);
            }
        }
        multiply(factors.recurrent(), first * units, h, 0, samples * units);
        products.forward(step, h, z);
    }

    /** See {@link RecurrentProducts#backward}. */
    void backward(int step, float[] dz, float[] dh) {
        if (isPlain()) {
            products.backward(step, dz, dh);
            return;
        }
        products.backward(step, dz, h);
        multiply(factors.recurrent(), first * units, h, 0, samples * units);
        int width = shape.units();
        for (int i = 0; i < samples * width; i++) {
            float sum = 0;
            for (int copy = 0; copy < copies; copy++) {
                sum += h[i / width * units + copy * width + i % width];
            }
            dh[i] = sum;
        }
    }

    /**
     * Writes gradients; see {@link RecurrentProducts#end}.
     *
     * @param all the gradient by the inputs of all samples; null if it is not wanted
     */
    void end(float[] gradients, float[] all) {
        products.end(copies == 1 ? gradients : blockGradients, all == null ? null : dx);
        if (copies > 1) {
            fromBlocks(gradients);
        }
        for (int step = 0; step < shape.steps() && all != null; step++) {
            for (int row = 0; row < samples; row++) {
                int read = (step * samples + row) * in;
                int write = ((first + row) * shape.steps() + shape.time(step)) * shape.in();
                if (factors != null && factors.inputs() != null) {
                    multiply(factors.inputs(), (first + row) * in, dx, read, in);
                }
                System.arraycopy(dx, read, all, write, shape.in());
                for (int copy = 1; copy < copies; copy++) {
                    add(dx, read + copy * shape.in(), all, write, shape.in());
                }
            }
        }
    }

    private static void add(float[] source, int from, float[] sum, int at, int count) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += source[from + i];
        }
    }

    /** Where a row of w or u stands in the blocks: w's rows are copied once a gate, and behind them u's. */
    private int blockRow(int row, int copy) {
        int inner = shape.in();
        return row < inner ? copy * inner + row : in + copy * shape.units() + row - inner;
    }

    private float[] inBlocks(float[] weights) {
        int out = shape.out();
        int width = shape.units();
        int rows = shape.in() + width;
        if (blocks.length == 0) {
            blocks = new float[(in + units + 1) * out];
            blockGradients = new float[blocks.length];
        }
        for (int row = 0; row < rows; row++) {
            for (int copy = 0; copy < copies; copy++) {
                int read = shape.offset() + row * out + copy * width;
                System.arraycopy(weights, read, blocks, blockRow(row, copy) * out + copy * width, width);
            }
        }
        if (shape.hasBias()) {
            System.arraycopy(weights, shape.offset() + rows * out, blocks, (in + units) * out, out);
        }
        return blocks;
    }

    private void fromBlocks(float[] gradients) {
        int out = shape.out();
        int width = shape.units();
        int rows = shape.in() + width;
        for (int row = 0; row < rows; row++) {
            for (int copy = 0; copy < copies; copy++) {
                int read = blockRow(row, copy) * out + copy * width;
                System.arraycopy(blockGradients, read, gradients, row * out + copy * width, width);
            }
        }
        if (shape.hasBias()) {
            System.arraycopy(blockGradients, (in + units) * out, gradients, rows * out, out);
        }
    }
}
