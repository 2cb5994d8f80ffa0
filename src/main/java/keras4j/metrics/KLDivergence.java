package keras4j.metrics;

/** The mean of the loss of this name. Keras: {@code KLDivergence}. */
public final class KLDivergence extends LossMetric {
    public KLDivergence() {
        super("kl_divergence", new keras4j.losses.KLDivergence());
    }
}
