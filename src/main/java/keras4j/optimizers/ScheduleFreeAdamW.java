package keras4j.optimizers;

import keras4j.core.Config;

/**
 * Adam without a schedule: z -= rate g / (sqrt(v / (1 - beta2^t)) + epsilon), x is the mean of all z so far, and the weights are
 * (1 - beta1) z + beta1 x. z is what Keras calls momentum, and v moves as in {@link Adam}. The weights stay so when training has ended, as in
 * Keras. Defazio et al., "The road less scheduled", 2024. Keras: {@code ScheduleFreeAdamW}.
 */
public final class ScheduleFreeAdamW extends MomentOptimizer<ScheduleFreeAdamW> {
    private int warmupSteps;

    public ScheduleFreeAdamW() {
        super(0.0025, 1e-8);
    }

    /** How much of x the weights have, of which z is the rest: more than 0, less than 1. */
    @Override
    public ScheduleFreeAdamW beta1(double value) {
        return super.beta1(Check.positive(this, "beta1", value));
    }

    /** In how many steps the learning rate grows to its full size; 0 for none. */
    public ScheduleFreeAdamW warmupSteps(int value) {
        warmupSteps = Check.atLeast(this, "warmupSteps", 0, value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        warmupSteps(config.integer("warmup_steps", warmupSteps));
    }

    @Override
    protected void begin(Update at) {
        System.arraycopy(at.weights(), 0, at.slot(0), 0, at.slot(0).length);
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] z = at.slot(0);
        float[] v = at.slot(1);
        float kept = beta1();
        float rest1 = 1 - kept;
        float rest2 = 1 - beta2();
        float epsilon = epsilon();
        float rate = warmupSteps > 0 ? at.rate() * Math.min((float) at.step() / warmupSteps, 1) : at.rate();
        float correction = 1 - power(beta2(), at.step());
        float share = 1 / (float) at.step();
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            float before = at.step() == 1 ? weights[i] : z[i]; // they may have been set since it began
            v[i] += (g * g - v[i]) * rest2;
            z[i] = before - rate * g / ((float) Math.sqrt(v[i] / correction) + epsilon);
            float mean = (weights[i] - rest1 * before) / kept;
            mean = (1 - share) * mean + share * z[i];
            weights[i] = rest1 * z[i] + kept * mean;
        }
    }
}
