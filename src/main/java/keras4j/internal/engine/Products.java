package keras4j.internal.engine;

/** The products of y = x w, its gradients among them: w is (in, out), row-major, in the weights from an offset on. */
interface Products {
    /** Is told that the weights are others than in the last forward. */
    void weightsChanged();

    /** y = x w: (rows, out). */
    void forward(float[] weights, float[] x, float[] y, int rows);

    /**
     * The gradients of w, which are x^T dy, and dx = dy w^T, once after each forward with the same arrays.
     *
     * @param dx null if it is not wanted
     */
    void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows);
}
