package keras4j.core;

/** What a layer of several inputs computes; everything else is as in {@link SampleKernel}. */
public interface MergeKernel {
    /** The numbers of one output sample. */
    int outputSize();

    /** See {@link SampleKernel#weightsChanged}. */
    default void weightsChanged(float[] weights) {}

    /**
     * Computes outputs.
     *
     * @param weights all weights of the model
     * @param x for each input (samples, its size)
     * @param y (samples, output's size), is written
     */
    void forward(float[] weights, float[][] x, float[] y, int samples, boolean training);

    /**
     * Takes a gradient back, once after each forward in training mode, with the same arrays.
     *
     * @param y the outputs
     * @param dy the gradient with respect to the outputs; may be changed
     * @param dx the gradients with respect to the inputs, all different arrays, are written; null where one is not wanted
     * @param gradients of all weights; those of this layer are written
     */
    void backward(float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples);

    /** See {@link SampleKernel#seed}. */
    default void seed(long seed) {}

    /** See {@link SampleKernel#updateState}. */
    default void updateState(float[] weights, float[] changes) {}
}
