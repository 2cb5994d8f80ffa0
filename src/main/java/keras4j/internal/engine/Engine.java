package keras4j.internal.engine;

import keras4j.data.Batch;

/**
 * Computes what a built network and a loss make of batches. It reads the network's weights under the network's monitor, and
 * never writes them.
 *
 * <p>An engine has one set of buffers: whoever calls it holds its monitor until it has read {@link #outputs}.
 */
public interface Engine {
    /**
     * Forward in training mode, loss, and backward; changes no weights.
     *
     * @param rowWeights by what the loss of each row (a sample, or one of its positions) is multiplied; null for 1
     * @param inputGradients of the mean loss by each input, sample after sample; null if they are not wanted
     * @param gradients of the mean loss by each weight, in the network's order; those of trained weights are written
     * @return the mean loss of the batch
     */
    double train(Batch batch, float[] rowWeights, float[] inputGradients, float[] gradients);

    /** Forward in inference mode, and the loss; arguments and result are as in {@link #train}. */
    double test(Batch batch, float[] rowWeights);

    /** Forward in inference mode: {@code rows} samples in a row. */
    void predict(float[] x, int rows);

    /** The predictions of the last call, sample after sample; the array may be longer. */
    float[] outputs();

    /** Makes what layers do at random, such as dropout, follow from this seed. */
    void seed(long seed);
}
