package keras4j.internal.compiled;

import keras4j.internal.kernels.Buffer;

/**
 * All weights of a network and their gradients, each in one array in the network's order.
 *
 * @param weights the weights
 * @param gradients where the gradients of trained weights are to stand
 */
record FlatWeights(Buffer weights, Buffer gradients) {
    FlatWeights() {
        this(Buffer.ofArray(), Buffer.ofArray());
    }
}
