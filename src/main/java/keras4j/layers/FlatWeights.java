package keras4j.layers;

import keras4j.internal.kernels.Buffer;

/** All weights of a network and their gradients, each in one array in the network's order. Not for users. */
public final class FlatWeights {
    private final Buffer weights = Buffer.ofArray();
    private final Buffer gradients = Buffer.ofArray();
    private float[] more = {};

    /** The weights. */
    public Buffer weights() {
        return weights;
    }

    /** Where the gradients of trained weights are to stand. */
    public Buffer gradients() {
        return gradients;
    }

    /** Another array for gradients of all weights, for those that are to be added. */
    float[] more() {
        if (more.length < weights.array().length) {
            more = new float[weights.array().length];
        }
        return more;
    }
}
