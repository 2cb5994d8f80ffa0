package keras4j.ops;

/** What makes symbols of symbols: a layer, a model, an op of Keras's, or a {@link Primitive}. Keras: {@code Operation}. */
public interface Operation {
    /** Whether what it gives has the axis of the batch before all others, in a model that is being described; true unless overridden. */
    default boolean isOfBatch() {
        return true;
    }
}
