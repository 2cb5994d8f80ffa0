package keras4j.initializers;

/**
 * Uniform within sqrt(3 / fan in). LeCun et al., 1998. Keras: {@code LecunUniform}; the values differ from Keras's,
 * whose generator is its backend's.
 */
public final class LecunUniform extends Scaling<LecunUniform> {
    public LecunUniform() {
        super(1, "fan_in", "uniform");
    }
}
