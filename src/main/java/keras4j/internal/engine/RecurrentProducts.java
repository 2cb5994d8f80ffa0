package keras4j.internal.engine;

/**
 * The products of a recurrent layer for some samples, a step at a time: z = w^T x, w being (inner, out), and x all that a
 * step reads, one number behind the other: inputs, what the step before gave, and 1 for the bias. Samples stand side by
 * side: x is (inner, samples), z (out, samples). Calls come in this order: begin, forward of each step; and in training
 * backward of each step from the last to the first, end.
 */
interface RecurrentProducts {
    /** Is told that the weights are others than in the last forward. */
    void weightsChanged();

    /** Takes w, from {@code offset} on. */
    void begin(float[] weights, int offset, int samples);

    /**
     * Computes the sums of a step.
     *
     * @param z parts of the same length, one behind the other (out, samples), are written
     */
    void forward(int step, float[] x, float[][] z);

    /**
     * Takes the gradient by z of a step back.
     *
     * @param x as in forward
     * @param dx the gradient by the rows {@code from..to} of x, (to - from, samples), is written
     */
    void backward(int step, float[] x, float[][] dz, float[] dx, int from, int to);

    /** Writes the gradient of w, from the array's begin on. */
    void end(float[] gradients);
}
