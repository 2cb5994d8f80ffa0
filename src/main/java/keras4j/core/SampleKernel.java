package keras4j.core;

/**
 * What a layer computes, sample after sample, in one place of one model: arrays are row-major, and may be longer than the
 * samples need. A kernel may keep from forward what backward needs; one thread at a time calls it.
 */
public interface SampleKernel {
    /** The numbers of one output sample. */
    int outputSize();

    /**
     * Is told that the weights are others than in the last forward; for a kernel that keeps them in another form. Nothing
     * unless overridden.
     */
    default void weightsChanged(float[] weights) {}

    /**
     * Computes outputs.
     *
     * @param weights all weights of the model
     * @param x (samples, input's size)
     * @param y (samples, output's size), is written
     */
    void forward(float[] weights, float[] x, float[] y, int samples, boolean training);

    /**
     * Takes a gradient back, once after each forward in training mode, with the same arrays.
     *
     * @param y the outputs
     * @param dy the gradient with respect to the outputs; may be changed
     * @param dx the gradient with respect to the inputs, is written; null if it is not wanted
     * @param gradients of all weights; those of this layer are written
     */
    void backward(float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples);

    /**
     * Says what a forward in training mode makes of the layer's state, the weights that no gradients train; nothing unless
     * overridden. The kernels of a model do so in their order, so a layer that is called again goes on where its call before
     * has left the state.
     *
     * @param weights all weights of the model, as they were in forward
     * @param changes of all weights since then; what the layer's state changes by is added
     */
    default void updateState(float[] weights, float[] changes) {}

    /** Whether it reads the layer's weights. */
    default boolean readsWeights() {
        return true;
    }

    /** Makes what is random in forward follow from this seed; nothing unless overridden. */
    default void seed(long seed) {}
}
