package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;

/** Adam's rule, which AdamW has, too: see {@link Adam}. Amsgrad takes the largest v so far below the root. */
abstract class AdamRule<O extends AdamRule<O>> extends MomentOptimizer<O> {
    private boolean amsgrad;

    AdamRule() {
        super(0.001, 1e-7);
    }

    /** Whether v never gets smaller. Reddi, Kale and Kumar, "On the convergence of Adam and beyond", 2018. */
    public final O amsgrad(boolean value) {
        amsgrad = value;
        return self();
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        amsgrad = config.flag("amsgrad", amsgrad);
    }

    @Override
    protected final List<List<String>> slots() {
        List<String> moments = super.slots().get(0);
        return amsgrad ? List.of(moments, List.of("velocity_hat")) : List.of(moments);
    }

    /** In float32 at the places where Keras is, powers of the betas included. */
    @Override
    protected final void update(Update at, int from, int to) {
        move(at, from, to, rest1(), rest2());
        float[] divisor = at.slot(1);
        if (amsgrad) {
            divisor = at.slot(2);
            float[] v = at.slot(1);
            for (int i = from; i < to; i++) {
                divisor[i] = Math.max(divisor[i], v[i]);
            }
        }
        step(at, from, to, alpha(at.rate(), beta1(), beta2(), at.step()), divisor, epsilon());
    }

    /** The learning rate, corrected for means that begin with 0. */
    static float alpha(float rate, float beta1, float beta2, long step) {
        return rate * (float) Math.sqrt(1 - power(beta2, step)) / (1 - power(beta1, step));
    }

    /** w -= alpha m / (sqrt(v) + epsilon). */
    static void step(Update at, int from, int to, float alpha, float[] v, float epsilon) {
        float[] weights = at.weights();
        float[] m = at.slot(0);
        for (int i = from; i < to; i++) {
            weights[i] -= m[i] * alpha / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
