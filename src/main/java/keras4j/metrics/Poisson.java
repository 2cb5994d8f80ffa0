package keras4j.metrics;

/** The mean of the loss of this name. Keras: {@code Poisson}. */
public final class Poisson extends LossMetric {
    public Poisson() {
        super("poisson", new keras4j.losses.Poisson());
    }
}
