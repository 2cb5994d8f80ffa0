package keras4j.metrics;

/** The mean of the loss of this name. Keras: {@code Hinge}. */
public final class Hinge extends LossMetric {
    public Hinge() {
        super("hinge", new keras4j.losses.Hinge());
    }
}
