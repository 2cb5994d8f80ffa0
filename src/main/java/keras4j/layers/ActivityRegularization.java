package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Regularizer;
import keras4j.ops.Symbol;
import keras4j.regularizers.L1L2;

/**
 * Hands on what it gets, and adds l1 sum(|x|) + l2 sum(x^2), divided by the number of samples, to the loss: see {@link
 * Layer#activityRegularizer}. Keras: {@code ActivityRegularization}.
 */
public final class ActivityRegularization extends Layer<ActivityRegularization> {
    private final L1L2 regularizer = new L1L2();

    /** The factor of the absolute values; 0 unless given. */
    public ActivityRegularization l1(double value) {
        return set(() -> regularizer.l1(value));
    }

    /** The factor of the squares; 0 unless given. */
    public ActivityRegularization l2(double value) {
        return set(() -> regularizer.l2(value));
    }

    /** The arguments say it, and no config has it beside them. */
    @Override
    Regularizer activityRegularizer() {
        return regularizer;
    }

    @Override
    protected void config(Config config) {
        regularizer.config(config);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return x;
    }

    @Override
    protected boolean isIdentity() {
        return true;
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
