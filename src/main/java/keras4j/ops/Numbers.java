package keras4j.ops;

/**
 * Numbers as an op's argument, in the form in which Keras's files have NumPy's arrays.
 *
 * @param value a number, true or false, or lists of these, nested
 * @param dtype such as "float32"
 */
public record Numbers(Object value, String dtype) {}
