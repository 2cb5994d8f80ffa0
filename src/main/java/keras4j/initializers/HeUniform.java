package keras4j.initializers;

/**
 * Uniform within sqrt(6 / fan in). He et al., 2015. Keras: {@code HeUniform}; the values differ from Keras's, whose
 * generator is its backend's.
 */
public final class HeUniform extends Scaling<HeUniform> {
    public HeUniform() {
        super(2, "fan_in", "uniform");
    }
}
