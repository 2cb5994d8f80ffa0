package keras4j.initializers;

/** Truncated normal of variance 2 / fan in. He et al., 2015. Keras: {@code HeNormal}; the values differ from Keras's, whose generator is its backend's. */
public final class HeNormal extends Scaling<HeNormal> {
    @Override
    double scale() {
        return 2;
    }

    @Override
    String mode() {
        return "fan_in";
    }

    @Override
    String distribution() {
        return "truncated_normal";
    }
}
