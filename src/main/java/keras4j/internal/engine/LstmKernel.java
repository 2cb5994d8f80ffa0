package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Kernel;
import keras4j.core.Mask;
import keras4j.core.Parallel;

/**
 * A long short-term memory over sequences: i, f, o = recurrentActivation, c~ = activation of x w + h u + b; the state c = f c
 * + i c~; the output h = o activation(c). Where a mask leaves a step out, state and output stay as they were. Samples are
 * shared out among threads. Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
 */
public final class LstmKernel implements Kernel {
    /** Multiplications of all steps that are worth another thread. */
    private static final long LEAST = 1 << 18;

    private final LstmShape shape;
    private final Mask mask;
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

    /** @param mask the inputs'; null for none */
    public LstmKernel(LstmShape shape, Mask mask, DropoutFactors dropout, DropoutFactors recurrentDropout) {
        this.shape = shape;
        this.mask = mask;
        this.dropout = dropout;
        this.recurrentDropout = recurrentDropout;
        long work = Math.multiplyFull(shape.steps(), shape.countParams());
        int least = (int) Math.max(1, LEAST / work);
        forward = new Parallel(this::forward, least);
        backward = new Parallel(this::backward, 1);
    }

    @Override
    public int outputSize() {
        return (shape.sequences() ? shape.steps() : 1) * shape.units();
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
        this.weights = weights;
        this.x = x;
        this.y = y;
        used = training && (dropout.isNeeded() || recurrentDropout.isNeeded()) ? draw(samples) : null;
        for (LstmSlice slice : slices) {
            if (slice != null) {
                slice.clear();
            }
        }
        forward.run(0, samples);
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
        slices[part].forward(weights, x, y, from, to, used, mask);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        this.dy = dy;
        this.dx = dx;
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
                slices[i].backward(dy, dx);
            }
        }
    }
}
