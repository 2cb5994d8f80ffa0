package keras4j.internal.engine;

/** y = x w + b, and its gradients: w (in, out) stands in the weights from an offset on, and b (out), if any, right behind. */
interface Products {
    /** Is told that the weights are others than in the last forward. */
    void weightsChanged();

    /** y = x w + b: (rows, out). */
    void forward(float[] weights, float[] x, float[] y, int rows);

    /**
     * The gradients of w, x^T dy, and of b, the sum of dy's rows; and dx = dy w^T. Once after each forward with the same
     * arrays.
     *
     * @param dx null if it is not wanted
     */
    void backward(float[] weights, float[] x, float[] dy, float[] dx, float[] gradients, int rows);
}
