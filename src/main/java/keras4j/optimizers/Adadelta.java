package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;

/**
 * a = rho a + (1 - rho) g^2, d = -g sqrt(b + epsilon) / sqrt(a + epsilon), b = rho b + (1 - rho) d^2, w += rate d. Zeiler, "ADADELTA: an
 * adaptive learning rate method", 2012, has the rate 1. Keras: {@code Adadelta}.
 */
public final class Adadelta extends GradientOptimizer<Adadelta> {
    private double rho = 0.95;
    private double epsilon = 1e-7;

    public Adadelta() {
        super(0.001);
    }

    /** How much of a and b is kept from step to step. */
    public Adadelta rho(double value) {
        rho = Check.fraction(this, "rho", value);
        return this;
    }

    /** Added below the roots. */
    public Adadelta epsilon(double value) {
        epsilon = Check.notNegative(this, "epsilon", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        rho(config.number("rho", rho));
        epsilon(config.number("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("accumulated_grad", "accumulated_delta_var"));
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] a = at.slot(0);
        float[] b = at.slot(1);
        float rate = at.rate();
        float kept = (float) rho;
        float rest = (float) (1 - rho);
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            a[i] = kept * a[i] + rest * (g * g);
            float change = -((float) Math.sqrt(b[i] + floor) * g / (float) Math.sqrt(a[i] + floor));
            b[i] = kept * b[i] + rest * (change * change);
            weights[i] += rate * change;
        }
    }
}
