package keras4j.core;

/**
 * A weight that an optimizer trains.
 *
 * @param symbol stands for it in ops
 * @param path Keras's, such as "sequential/dense/kernel"
 * @param shape its axes; its numbers lie row-major
 * @param from where it begins among all weights of the model
 * @param constraint changes it after each step; null for none
 */
public record Variable(Object symbol, String path, Shape shape, int from, Constraint constraint) {
    /** Where it ends. */
    public int to() {
        return from + shape.size();
    }

    /** Whether it is the same weight at the same place: its path may have changed. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Variable variable && variable.symbol == symbol && variable.from == from;
    }

    @Override
    public int hashCode() {
        return from;
    }
}
