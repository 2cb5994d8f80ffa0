package keras4j.internal.engine;

import keras4j.data.Batch;

/**
 * Runs a built model over batches. The network's own weights are the truth: an engine reads them when they have changed and
 * writes them once a step, after its gradients are complete, so that whatever stops a step leaves whole weights.
 *
 * <p>Calls of one engine exclude each other: a prediction from another thread waits for the step that runs.
 */
public interface Engine {
    /**
     * Forward in training mode, loss, backward, and the optimizer's step.
     *
     * @param rowWeights by what the loss of each row (a sample, or one of its positions) is multiplied; null for 1
     */
    StepResult train(Batch batch, float[] rowWeights);

    /** Forward in inference mode, and the loss; weights are as in {@link #train}. */
    StepResult test(Batch batch, float[] rowWeights);

    /** Forward in inference mode; the loss of the result is NaN. */
    StepResult predict(Batch batch);

    /** Makes what layers do at random, such as dropout, follow from this seed. */
    void seed(long seed);
}
