package keras4j.initializers;

/**
 * Truncated normal of variance 2 / fan in. He et al., 2015. Keras: {@code HeNormal}; the values differ from Keras's,
 * whose generator is its backend's.
 */
public final class HeNormal extends Scaling<HeNormal> {
    public HeNormal() {
        super(2, "fan_in", "truncated_normal");
    }
}
