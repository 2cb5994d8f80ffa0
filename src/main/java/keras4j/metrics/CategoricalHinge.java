package keras4j.metrics;

/** The mean of the loss of this name. Keras: {@code CategoricalHinge}. */
public final class CategoricalHinge extends LossMetric {
    public CategoricalHinge() {
        super("categorical_hinge", new keras4j.losses.CategoricalHinge());
    }
}
