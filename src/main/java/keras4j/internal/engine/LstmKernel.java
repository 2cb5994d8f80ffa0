package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.Parallel;
import keras4j.core.SampleKernel;

/**
 * A long short-term memory over sequences: i, f, o = recurrentActivation, c~ = activation of x w + h u + b; the state c = f c
 * + i c~; the output h = o activation(c). Where a mask leaves a step out, state and output stay as they were. The first h and
 * c are 0, or further inputs, or what the last forward has left in a memory. Samples are shared out among threads.
 * Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
 */
public final class LstmKernel implements SampleKernel, MergeKernel {
    /** Multiplications of all steps that are worth another thread. */
    private static final long LEAST = 1 << 18;

    private final LstmShape shape;
    private final Mask mask;
    private final float[][] memory;
    private final DropoutFactors dropout;
    private final DropoutFactors recurrentDropout;
    private final LstmSlice[] slices = new LstmSlice[Parallel.PARTS];
    private final Parallel forward;
    private final Parallel backward;
    private LstmFactors factors = new LstmFactors(null, null);
    private LstmFactors used;
    private float[] weights;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;
    /** The first h and c, and the gradients by them. */
    private final float[][] states = new float[2][];

    private final float[][] stateGradients = new float[2][];
    private float[][] begin;
    private float[][] beginGradients;

    /**
     * @param mask the inputs'; null for none
     * @param memory h and c between two forwards, (samples, units) each; null for none
     */
    public LstmKernel(
            LstmShape shape, Mask mask, float[][] memory, DropoutFactors dropout, DropoutFactors recurrentDropout) {
        this.shape = shape;
        this.mask = mask;
        this.memory = memory;
        this.dropout = dropout;
        this.recurrentDropout = recurrentDropout;
        long work = Math.multiplyFull(shape.steps(), shape.countParams());
        int least = (int) Math.max(1, LEAST / work);
        forward = Parallel.whole(this::forward, least);
        backward = new Parallel(this::backward, 1);
    }

    @Override
    public int outputSize() {
        return shape.ofSample();
    }

    @Override
    public void seed(long seed) {
        dropout.seed(seed);
        recurrentDropout.seed(~seed);
    }

    @Override
    public void weightsChanged(float[] weights) {
        for (LstmSlice slice : slices) {
            if (slice != null) {
                slice.weightsChanged();
            }
        }
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        forward(weights, x, memory, y, samples, training);
    }

    /** @param x the sequences, h and c */
    @Override
    public void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        states[0] = x[1];
        states[1] = x[2];
        forward(weights, x[0], states, y, samples, training);
    }

    private void forward(float[] weights, float[] x, float[][] begin, float[] y, int samples, boolean training) {
        this.weights = weights;
        this.x = x;
        this.y = y;
        this.begin = begin;
        used = training && (dropout.isNeeded() || recurrentDropout.isNeeded()) ? draw(samples) : null;
        for (LstmSlice slice : slices) {
            if (slice != null) {
                slice.clear();
            }
        }
        if (memory == null) {
            forward.run(0, samples);
        } else {
            remember(samples);
        }
    }

    /** Forward from what is in the memory, and into it. */
    private void remember(int samples) {
        synchronized (memory) {
            int expected = memory[0].length / shape.units();
            if (samples != expected) {
                throw KerasException.expected("LSTM.stateful", "batches of " + expected + " samples", samples);
            }
            forward.run(0, samples);
        }
    }

    private LstmFactors draw(int samples) {
        float[] inputs = draw(dropout, factors.inputs(), samples * shape.copies() * shape.in());
        float[] recurrent = draw(recurrentDropout, factors.recurrent(), samples * shape.copies() * shape.units());
        if (inputs != factors.inputs() || recurrent != factors.recurrent()) {
            factors = new LstmFactors(inputs, recurrent);
        }
        return factors;
    }

    private static float[] draw(DropoutFactors dropout, float[] last, int count) {
        if (!dropout.isNeeded()) {
            return null;
        }
        float[] drawn = last == null || last.length < count ? new float[count] : last;
        dropout.draw(drawn, count);
        return drawn;
    }

    private void forward(int part, int from, int to) {
        if (slices[part] == null) {
            slices[part] = new LstmSlice(shape);
        }
        slices[part].forward(weights, x, y, from, to, begin, memory, used, mask);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        backward(dy, dx, null, gradients);
    }

    @Override
    public void backward(
            float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples) {
        stateGradients[0] = dx[1];
        stateGradients[1] = dx[2];
        backward(dy, dx[0], stateGradients, gradients);
    }

    private void backward(float[] dy, float[] dx, float[][] beginGradients, float[] gradients) {
        this.dy = dy;
        this.dx = dx;
        this.beginGradients = beginGradients;
        backward.run(0, slices.length);
        Arrays.fill(gradients, shape.offset(), shape.offset() + shape.countParams(), 0);
        for (LstmSlice slice : slices) {
            if (slice != null) {
                slice.addGradients(gradients);
            }
        }
    }

    private void backward(int part, int from, int to) {
        for (int i = from; i < to; i++) {
            if (slices[i] != null) {
                slices[i].backward(dy, dx, beginGradients);
            }
        }
    }
}
