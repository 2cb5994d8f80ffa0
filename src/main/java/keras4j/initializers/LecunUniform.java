package keras4j.initializers;

/** Uniform within sqrt(3 / fan in). LeCun et al., 1998. Keras: {@code LecunUniform}; the values differ from Keras's, whose generator is its backend's. */
public final class LecunUniform extends Scaling<LecunUniform> {
    @Override
    double scale() {
        return 1;
    }

    @Override
    String mode() {
        return "fan_in";
    }

    @Override
    String distribution() {
        return "uniform";
    }
}
