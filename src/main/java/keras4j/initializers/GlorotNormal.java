package keras4j.initializers;

/** Truncated normal of variance 2 / (fan in + fan out). Glorot and Bengio, 2010. Keras: {@code GlorotNormal}; the values differ from Keras's, whose generator is its backend's. */
public final class GlorotNormal extends Scaling<GlorotNormal> {
    @Override
    double scale() {
        return 1;
    }

    @Override
    String mode() {
        return "fan_avg";
    }

    @Override
    String distribution() {
        return "truncated_normal";
    }
}
