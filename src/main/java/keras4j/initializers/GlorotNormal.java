package keras4j.initializers;

/**
 * Truncated normal of variance 2 / (fan in + fan out). Glorot and Bengio, 2010. Keras: {@code GlorotNormal}; the
 * values differ from Keras's, whose generator is its backend's.
 */
public final class GlorotNormal extends Scaling<GlorotNormal> {
    public GlorotNormal() {
        super(1, "fan_avg", "truncated_normal");
    }
}
