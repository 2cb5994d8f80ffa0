package keras4j;

import java.util.List;
import keras4j.core.Shape;
import keras4j.data.Batch;

/**
 * What runs single steps. Whoever calls it holds its monitor until what it gives has been read, so that calls of several threads
 * follow one another.
 */
interface BatchRunner {
    /**
     * One step of training.
     *
     * @param rowWeights for each output how much each row counts; null in it if all count 1
     * @return the loss before the step, penalties included
     */
    double train(Batch batch, float[][] rowWeights);

    /** The loss of a batch, penalties included; trains nothing. */
    double test(Batch batch, float[][] rowWeights);

    /** Computes the outputs of the samples of a batch. */
    void predict(Batch batch);

    /** Another number of samples, for the shapes of {@link #outputs}. */
    List<Shape> outputShapes();

    /** The predictions of the last call for one output, sample after sample; the array may be longer. */
    float[] outputs(int output);

    /** What comes before the activation of one output in the last training or test. */
    float[] logits(int output);

    /** The loss of one output in the last training or test, without penalties and the output's weight. */
    double loss(int output);

    /** Which rows of {@link #outputs} count, 1 or 0; null for all. */
    float[] mask(int output);

    /** Makes what is random follow from this seed. */
    void seed(long seed);
}
