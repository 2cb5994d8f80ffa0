package keras4j.internal.engine;

import keras4j.data.Batch;

/**
 * Computes what a built network and its outputs' losses make of batches. It reads the network's weights under the network's
 * lock, and never writes them.
 *
 * <p>An engine has one set of buffers: whoever calls it holds its monitor until it has read {@link #outputs} and {@link #loss}.
 */
public interface Engine {
    /**
     * Forward in training mode, and the loss.
     *
     * @param rowWeights for each output by what the loss of each row (a sample, or one of its positions) is multiplied; null
     *     in it for 1
     * @param ofInputs whether {@link #backward} will be asked for the gradients by the inputs
     * @return the sum of the outputs' losses, each multiplied by its weight, and of the penalties on activities
     */
    double forward(Batch batch, float[][] rowWeights, boolean ofInputs);

    /**
     * Backward, after {@link #forward} of the same batch, on the same weights and with no other call between; changes no
     * weights.
     *
     * @param inputGradients of the loss by each input, sample after sample, are written; null if they are not wanted
     * @param gradients of the loss by each weight, in the network's order; those of trained weights are written, and in the
     *     place of state what training changes it by
     */
    void backward(Batch batch, float[][] rowWeights, float[][] inputGradients, float[] gradients);

    /** Forward in inference mode, and the loss; arguments and result are as in {@link #forward}. */
    double test(Batch batch, float[][] rowWeights);

    /**
     * Forward in inference mode.
     *
     * @param x for each input {@code rows} samples in a row
     */
    void predict(float[][] x, int rows);

    /** The predictions of the last call for one output, sample after sample; the array may be longer. */
    float[] outputs(int output);

    /** What comes before the activation of one output in the last training or test; only of an output that has one. */
    float[] logits(int output);

    /** The loss of one output that the last training or test found, without its weight. */
    double loss(int output);

    /** Which rows of {@link #outputs} count, 1 or 0; null for all. */
    float[] mask(int output);

    /** Makes what layers do at random, such as dropout, follow from this seed. */
    void seed(long seed);
}
