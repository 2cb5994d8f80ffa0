package keras4j.internal.compiled;

import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.Span;

/** A kernel in its place in a {@link Plan}, with the numbers of the values that it reads. */
final class Step {
    final MergeKernel kernel;
    final int[] reads;
    /** What it reads, while it runs. */
    final float[][] x;
    /** Where it writes the gradients of what it reads, while it runs backward. */
    final float[][] dx;
    /** The weights whose gradients a later call of the layer writes, so that those of this call are added; null for none. */
    final Span shared;

    private final float[][] more;

    Step(MergeKernel kernel, List<Integer> reads, Span shared) {
        this.kernel = kernel;
        this.reads = reads.stream().mapToInt(Integer::intValue).toArray();
        this.shared = shared;
        x = new float[reads.size()][];
        dx = new float[reads.size()][];
        more = new float[reads.size()][0];
    }

    /** Room for a gradient of what is read there, where another is to be added to one that is there. */
    float[] more(int read, int length) {
        if (more[read].length < length) {
            more[read] = new float[length];
        }
        return more[read];
    }
}
