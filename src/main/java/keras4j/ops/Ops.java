package keras4j.ops;

/**
 * Keras's ops as functions of symbols, for a static import: {@code import static keras4j.ops.Ops.*;}. Names and the order of
 * arguments are Keras's, in camelCase; all numbers are float32, so that what is true or false or whole in Keras is a number here.
 */
public final class Ops extends ControlFunctions {
    private Ops() {}
}
