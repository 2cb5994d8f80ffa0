package keras4j.core;

/**
 * One weight of a layer as Keras has it.
 *
 * @param name Keras's name, such as "kernel"
 * @param shape all axes; there is no batch axis
 * @param initializer gives the first values
 * @param regularizer adds to the loss; null for none
 * @param constraint changes it after each step of training; null for none
 * @param kind whether it is trained
 */
public record WeightSpec(
        String name, Shape shape, Initializer initializer, Regularizer regularizer, Constraint constraint, Kind kind) {
    /** What a weight is for. */
    public enum Kind {
        /** Learned by gradients, unless the layer is not to be trained. */
        TRAINABLE,
        /** Never changed by training. */
        FROZEN,
        /** Statistics and the like: set by the layer, never by gradients. */
        STATE,
        /** State that is a whole number, an int64 in Keras's files. */
        COUNTER
    }

    /** A weight that gradients train. */
    public WeightSpec(
            String name, Shape shape, Initializer initializer, Regularizer regularizer, Constraint constraint) {
        this(name, shape, initializer, regularizer, constraint, Kind.TRAINABLE);
    }

    /** Whether the layer itself changes it in training. */
    public boolean isState() {
        return kind == Kind.STATE || kind == Kind.COUNTER;
    }

    /** A weight that is not trained. */
    public static WeightSpec state(String name, Shape shape, Initializer initializer, Kind kind) {
        return new WeightSpec(name, shape, initializer, null, null, kind);
    }
}
