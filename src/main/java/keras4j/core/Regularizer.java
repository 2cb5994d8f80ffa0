package keras4j.core;

/** Adds a penalty for numbers, such as those of a weight, to the loss. Keras: {@code Regularizer}. */
public interface Regularizer extends Configurable {
    /**
     * Looks whether there can be numbers of this shape; all are right unless overridden.
     *
     * @throws KerasException if there cannot
     */
    default void check(Shape shape) {}

    /**
     * The penalty of {@code weights[from..from + shape.size())}.
     *
     * @param shape of the numbers, which lie row-major
     */
    double penalty(float[] weights, int from, Shape shape);

    /** Adds the penalty's gradient to {@code gradients[from..from + shape.size())}. */
    void addGradient(float[] weights, float[] gradients, int from, Shape shape);
}
