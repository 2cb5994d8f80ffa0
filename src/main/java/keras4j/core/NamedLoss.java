package keras4j.core;

/**
 * A loss as it was given.
 *
 * @param name the name by which it was given; null if it was an object
 */
public record NamedLoss(Loss loss, String name) {}
