package keras4j.internal.compiled;

import java.util.Arrays;
import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.SampleKernel;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Slot;

/** A part of a {@link Program} that makes one value: a kernel of one input or of several. Values have numbers. */
final class Step {
    private final Node node;
    private final int[] reads;
    private final SampleKernel one;
    private final MergeKernel several;

    private Step(Node node, SampleKernel one, MergeKernel several, List<Integer> reads) {
        this.node = node;
        this.one = one;
        this.several = several;
        this.reads = reads.stream().mapToInt(Integer::intValue).toArray();
    }

    Step(Node node, SampleKernel kernel, int read) {
        this(node, kernel, null, List.of(read));
    }

    Step(Node node, MergeKernel kernel, List<Integer> reads) {
        this(node, null, kernel, reads);
    }

    /** The kernel of one input; null if it is one of several. */
    SampleKernel kernel() {
        return one;
    }

    /** The call of a layer that it is a part of. */
    Node node() {
        return node;
    }

    /** The weights that the kernel knows. */
    List<Slot> weights() {
        return one == null || one.readsWeights() ? node.weights() : List.of();
    }

    /** The numbers of the values that it reads. */
    int[] reads() {
        return reads;
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

    void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        if (one != null) {
            one.forward(weights, x[0], y, samples, training);
        } else {
            several.forward(weights, x, y, samples, training);
        }
    }

    void backward(float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples) {
        if (one != null) {
            one.backward(weights, x[0], y, dy, dx[0], gradients, samples);
        } else {
            several.backward(weights, x, y, dy, dx, gradients, samples);
        }
    }
}
