package keras4j.core;

/** Adds a penalty for the size of a weight to the loss. */
public interface Regularizer extends Configurable {
    /** The penalty of {@code weights[from..to)}. */
    double penalty(float[] weights, int from, int to);

    /** Adds the penalty's gradient to {@code gradients[from..to)}. */
    void addGradient(float[] weights, float[] gradients, int from, int to);
}
