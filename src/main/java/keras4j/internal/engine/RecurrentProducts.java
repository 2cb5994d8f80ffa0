package keras4j.internal.engine;

/**
 * The products of a recurrent layer over a sequence, z = x w + h u + b: w (in, out), u (units, out) and b (out), if any,
 * stand behind each other in the weights. x, z and h are (steps, samples, ..): all samples of a step in a row. Calls come in
 * this order: begin, forward of each step; and in training backward of each step from the last to the first, end.
 */
interface RecurrentProducts {
    /** Is told that the weights are others than in the last forward. */
    void weightsChanged();

    /** Takes the inputs of all steps, (steps, samples, in). */
    void begin(float[] weights, float[] x, int samples);

    /**
     * Computes the sums of a step.
     *
     * @param h what the step before gave, (samples, units), at least; not read at step 0, before which it is 0
     * @param z (samples, out), is written
     */
    void forward(int step, float[] h, float[] z);

    /**
     * Takes the gradient by z of a step back.
     *
     * @param dh the gradient with respect to h, is written; not at step 0
     */
    void backward(int step, float[] dz, float[] dh);

    /**
     * Writes the gradients of w, u and b, behind each other from the array's begin on.
     *
     * @param dx the gradient with respect to the inputs of all steps, is written; null if it is not wanted
     */
    void end(float[] gradients, float[] dx);
}
