package keras4j.internal.compiled;

import java.util.Arrays;
import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.SampleKernel;
import keras4j.core.Span;

/** A kernel, of one input or of several, in its place in a {@link Plan}: with the numbers of the values that it reads. */
final class Step {
    final int[] reads;
    /** Where it writes the gradients of what it reads, while it runs backward. */
    final float[][] dx;
    /** The weights whose gradients a later call of the layer writes, so that those of this call are added; null for none. */
    final Span shared;
    /** The layer that it is a part of. */
    final String layer;

    private final SampleKernel one;
    private final MergeKernel several;
    private final float[][] x;
    private final float[][] more;

    private Step(String layer, SampleKernel one, MergeKernel several, List<Integer> reads, Span shared) {
        this.layer = layer;
        this.one = one;
        this.several = several;
        this.reads = reads.stream().mapToInt(Integer::intValue).toArray();
        this.shared = shared;
        x = new float[reads.size()][];
        dx = new float[reads.size()][];
        more = new float[reads.size()][0];
    }

    Step(String layer, SampleKernel kernel, int read, Span shared) {
        this(layer, kernel, null, List.of(read), shared);
    }

    Step(String layer, MergeKernel kernel, List<Integer> reads, Span shared) {
        this(layer, null, kernel, reads, shared);
    }

    /** The kernel of one input; null if it is one of several. */
    SampleKernel kernel() {
        return one;
    }

    boolean isReading(int value) {
        return Arrays.stream(reads).anyMatch(read -> read == value);
    }

    /** Takes in that there is no value with this number any more, and those behind it have each the number before. */
    void dropValue(int value) {
        for (int k = 0; k < reads.length; k++) {
            reads[k] -= reads[k] > value ? 1 : 0;
        }
    }

    int outputSize() {
        return one != null ? one.outputSize() : several.outputSize();
    }

    void weightsChanged(float[] weights) {
        if (one != null) {
            one.weightsChanged(weights);
        } else {
            several.weightsChanged(weights);
        }
    }

    void updateState(float[] weights, float[] changes) {
        if (one != null) {
            one.updateState(weights, changes);
        }
    }

    void seed(long seed) {
        if (one != null) {
            one.seed(seed);
        } else {
            several.seed(seed);
        }
    }

    void forward(float[] weights, float[][] values, float[] y, int samples, boolean training) {
        if (one != null) {
            one.forward(weights, values[reads[0]], y, samples, training);
        } else {
            several.forward(weights, read(values), y, samples, training);
        }
    }

    /** Writes {@link #dx}. */
    void backward(float[] weights, float[][] values, float[] y, float[] dy, float[] gradients, int samples) {
        if (one != null) {
            one.backward(weights, values[reads[0]], y, dy, dx[0], gradients, samples);
        } else {
            several.backward(weights, read(values), y, dy, dx, gradients, samples);
        }
    }

    private float[][] read(float[][] values) {
        for (int k = 0; k < reads.length; k++) {
            x[k] = values[reads[k]];
        }
        return x;
    }

    /** Room for a gradient of what is read there, where another is to be added to one that is there. */
    float[] more(int read, int length) {
        if (more[read].length < length) {
            more[read] = new float[length];
        }
        return more[read];
    }
}
