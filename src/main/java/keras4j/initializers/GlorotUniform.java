package keras4j.initializers;

/**
 * Uniform within sqrt(6 / (fan in + fan out)). Glorot and Bengio, 2010. Keras: {@code GlorotUniform}; the values
 * differ from Keras's, whose generator is its backend's.
 */
public final class GlorotUniform extends Scaling<GlorotUniform> {
    public GlorotUniform() {
        super(1, "fan_avg", "uniform");
    }
}
