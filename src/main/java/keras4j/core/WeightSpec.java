package keras4j.core;

/**
 * One weight of a layer as Keras has it.
 *
 * @param name Keras's name, such as "kernel"
 * @param shape all axes; there is no batch axis
 * @param initializer gives the first values
 * @param regularizer adds to the loss; null for none
 */
public record WeightSpec(String name, Shape shape, Initializer initializer, Regularizer regularizer) {}
