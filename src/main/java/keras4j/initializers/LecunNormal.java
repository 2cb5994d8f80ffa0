package keras4j.initializers;

/**
 * Truncated normal of variance 1 / fan in. LeCun et al., 1998. Keras: {@code LecunNormal}; the values differ from
 * Keras's, whose generator is its backend's.
 */
public final class LecunNormal extends Scaling<LecunNormal> {
    public LecunNormal() {
        super(1, "fan_in", "truncated_normal");
    }
}
