package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;

/**
 * w -= rate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g. Chen et al., "Symbolic discovery of optimization
 * algorithms", 2023. Keras: {@code Lion}.
 */
public final class Lion extends GradientOptimizer<Lion> {
    private double beta1 = 0.9;
    private double beta2 = 0.99;

    public Lion() {
        super(0.001);
    }

    /** How much of m the step has, of which the gradient is the rest: more than 0, up to 1. */
    public Lion beta1(double value) {
        if (!(value > 0 && value <= 1)) {
            throw KerasException.expected("Lion.beta1", "a number of more than 0, up to 1", value);
        }
        beta1 = value;
        return this;
    }

    /** How much of m is kept from step to step. */
    public Lion beta2(double value) {
        beta2 = Check.fraction(this, "beta2", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        beta1(config.number("beta_1", beta1));
        beta2(config.number("beta_2", beta2));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("momentum"));
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] m = at.slot(0);
        float rate = at.rate();
        float kept1 = (float) beta1;
        float kept2 = (float) beta2;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            weights[i] -= rate * Math.signum(m[i] * kept1 + g * (1 - kept1));
            m[i] = m[i] * kept2 + g * (1 - kept2);
        }
    }
}
