package keras4j.initializers;

/** Uniform within sqrt(6 / (fan in + fan out)). Glorot and Bengio, 2010. Keras: {@code GlorotUniform}; the values differ from Keras's, whose generator is its backend's. */
public final class GlorotUniform extends Scaling<GlorotUniform> {
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
        return "uniform";
    }
}
