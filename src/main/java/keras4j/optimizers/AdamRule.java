package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;

/** Adam's rule, which AdamW has, too: see {@link Adam}. Amsgrad takes the largest v so far below the root. */
abstract class AdamRule<O extends AdamRule<O>> extends GradientOptimizer<O> {
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-7;
    private boolean amsgrad;

    AdamRule() {
        super(0.001);
    }

    /** How much of the gradients' mean is kept from step to step. */
    public final O beta1(double value) {
        beta1 = decay("beta1", value);
        return self();
    }

    /** How much of the squared gradients' mean is kept from step to step. */
    public final O beta2(double value) {
        beta2 = decay("beta2", value);
        return self();
    }

    /** Added to the root: the paper's epsilon hat. */
    public final O epsilon(double value) {
        epsilon = notNegative("epsilon", value);
        return self();
    }

    /** Whether v never gets smaller. Reddi, Kale and Kumar, "On the convergence of Adam and beyond", 2018. */
    public final O amsgrad(boolean value) {
        amsgrad = value;
        return self();
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        beta1(config.number("beta_1", beta1));
        beta2(config.number("beta_2", beta2));
        epsilon(config.number("epsilon", epsilon));
        amsgrad = config.flag("amsgrad", amsgrad);
    }

    @Override
    public final List<List<String>> slots() {
        List<String> moments = List.of("momentum", "velocity");
        return amsgrad ? List.of(moments, List.of("velocity_hat")) : List.of(moments);
    }

    /** In float32 at the places where Keras is, powers of the betas included. */
    @Override
    public final void update(
            float[] weights, float[] gradients, float[][] slots, int from, int to, long step, float rate) {
        float power1 = (float) Math.pow((float) beta1, step);
        float power2 = (float) Math.pow((float) beta2, step);
        float alpha = rate * (float) Math.sqrt(1 - power2) / (1 - power1);
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float[] m = slots[0];
        float[] v = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] += (g - m[i]) * rest1;
            v[i] += (g * g - v[i]) * rest2;
        }
        float[] divisor = v;
        if (amsgrad) {
            divisor = slots[2];
            for (int i = from; i < to; i++) {
                divisor[i] = Math.max(divisor[i], v[i]);
            }
        }
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            weights[i] -= m[i] * alpha / ((float) Math.sqrt(divisor[i]) + floor);
        }
    }
}
