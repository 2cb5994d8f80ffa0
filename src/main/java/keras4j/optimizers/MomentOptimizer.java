package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;

/** What optimizers have in common that keep the moving means of gradients, m, and of their size, v. */
abstract class MomentOptimizer<O extends MomentOptimizer<O>> extends GradientOptimizer<O> {
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon;

    MomentOptimizer(double learningRate, double epsilon) {
        super(learningRate);
        this.epsilon = epsilon;
    }

    /** How much of the gradients' mean is kept from step to step. */
    public O beta1(double value) {
        beta1 = Check.decay(this, "beta1", value);
        return self();
    }

    /** How much of the mean of their size is kept from step to step. */
    public final O beta2(double value) {
        beta2 = Check.decay(this, "beta2", value);
        return self();
    }

    /** Added to what gradients are divided by. */
    public final O epsilon(double value) {
        epsilon = Check.notNegative(this, "epsilon", value);
        return self();
    }

    final float beta1() {
        return (float) beta1;
    }

    final float beta2() {
        return (float) beta2;
    }

    /** 1 - beta1, rounded once. */
    final float rest1() {
        return (float) (1 - beta1);
    }

    final float rest2() {
        return (float) (1 - beta2);
    }

    final float epsilon() {
        return (float) epsilon;
    }

    /** A number in float32, to the power of the step. */
    static float power(float base, long step) {
        return (float) Math.pow(base, step);
    }

    /** Moves m and v by the gradients and by their squares. */
    static void move(Update at, int from, int to, float rest1, float rest2) {
        float[] gradients = at.gradients();
        float[] m = at.slot(0);
        float[] v = at.slot(1);
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] += (g - m[i]) * rest1;
            v[i] += (g * g - v[i]) * rest2;
        }
    }

    @Override
    public void config(Config config) {
        super.config(config);
        beta1(config.number("beta_1", beta1));
        beta2(config.number("beta_2", beta2));
        epsilon(config.number("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("momentum", "velocity"));
    }
}
