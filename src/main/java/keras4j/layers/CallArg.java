package keras4j.layers;

/**
 * An argument of one call of a layer, beside its inputs: see {@code Args.training}. Keras: {@code layer(x, training=False)}.
 *
 * @param name Keras's
 * @param value a number, a text, true or false
 */
public record CallArg(String name, Object value) {
    /** Whether the call, and all calls in it, are those of training, whatever those around it are. */
    public static CallArg training(boolean value) {
        return new CallArg(LayerTrace.TRAINING, value);
    }
}
