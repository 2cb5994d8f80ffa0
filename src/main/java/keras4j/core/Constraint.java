package keras4j.core;

/** Changes a weight after each step of training, such as to numbers that are not negative. Keras: {@code Constraint}. */
public interface Constraint extends Configurable {
    /**
     * Looks whether there can be weights of this shape; all are right unless overridden.
     *
     * @throws KerasException if there cannot
     */
    default void check(Shape shape) {}

    /**
     * Changes {@code weights[from..from + shape.size())}.
     *
     * @param shape of the weight, whose numbers lie row-major
     */
    void constrain(float[] weights, int from, Shape shape);
}
