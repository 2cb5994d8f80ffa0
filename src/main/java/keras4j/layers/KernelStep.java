package keras4j.layers;

import keras4j.core.MergeKernel;
import keras4j.core.SampleKernel;

/** A layer's own kernel, of one input or of several, which all traces of an engine share: it keeps what the way back needs. */
final class KernelStep {
    private final Layer<?> layer;
    private final SampleKernel one;
    private final MergeKernel several;
    private final int inputs;

    KernelStep(Layer<?> layer, SampleKernel one) {
        this.layer = layer;
        this.one = one;
        several = null;
        inputs = 1;
    }

    KernelStep(Layer<?> layer, MergeKernel several, int inputs) {
        this.layer = layer;
        one = null;
        this.several = several;
        this.inputs = inputs;
    }

    Layer<?> layer() {
        return layer;
    }

    /** The kernel of one input; null if it is one of several. */
    SampleKernel kernel() {
        return one;
    }

    /** How many values it reads. */
    int inputs() {
        return inputs;
    }

    boolean readsWeights() {
        return one == null || one.readsWeights();
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
