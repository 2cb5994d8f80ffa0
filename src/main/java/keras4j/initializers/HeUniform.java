package keras4j.initializers;

/** Uniform within sqrt(6 / fan in). He et al., 2015. Keras: {@code HeUniform}; the values differ from Keras's, whose generator is its backend's. */
public final class HeUniform extends Scaling<HeUniform> {
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
        return "uniform";
    }
}
