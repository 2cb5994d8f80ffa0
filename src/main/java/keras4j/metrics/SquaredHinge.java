package keras4j.metrics;

/** The mean of the loss of this name. Keras: {@code SquaredHinge}. */
public final class SquaredHinge extends LossMetric {
    public SquaredHinge() {
        super("squared_hinge", new keras4j.losses.SquaredHinge());
    }
}
