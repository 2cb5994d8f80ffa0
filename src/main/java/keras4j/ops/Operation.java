package keras4j.ops;

/** What makes symbols of symbols: a layer, a model, an op of Keras's, or a {@link Primitive}. Keras: {@code Operation}. */
public interface Operation {}
