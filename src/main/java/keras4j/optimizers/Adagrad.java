package keras4j.optimizers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;

/**
 * a += g^2, w -= rate g / sqrt(a + epsilon). Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
 * optimization", 2011. Keras: {@code Adagrad}.
 */
public final class Adagrad extends GradientOptimizer<Adagrad> {
    private double initialAccumulatorValue = 0.1;
    private double epsilon = 1e-7;

    public Adagrad() {
        super(0.001);
    }

    /** What a begins with. */
    public Adagrad initialAccumulatorValue(double value) {
        initialAccumulatorValue = Check.notNegative(this, "initialAccumulatorValue", value);
        return this;
    }

    /** Added below the root. */
    public Adagrad epsilon(double value) {
        epsilon = Check.notNegative(this, "epsilon", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        initialAccumulatorValue(config.number("initial_accumulator_value", initialAccumulatorValue));
        epsilon(config.number("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("accumulator"));
    }

    @Override
    protected void begin(Update at) {
        Arrays.fill(at.slot(0), (float) initialAccumulatorValue);
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] sum = at.slot(0);
        float rate = at.rate();
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            sum[i] += g * g;
            weights[i] -= rate * g / (float) Math.sqrt(sum[i] + floor);
        }
    }
}
