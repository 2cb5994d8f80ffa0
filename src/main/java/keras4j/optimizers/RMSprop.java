package keras4j.optimizers;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Config;

/**
 * v = rho v + (1 - rho) g^2, w -= rate g / sqrt(v + epsilon); centered takes the square of the gradients' mean from v, and
 * with momentum the steps add up. Tieleman and Hinton, 2012. Keras: {@code RMSprop}.
 */
public final class RMSprop extends GradientOptimizer<RMSprop> {
    private double rho = 0.9;
    private double momentum = 0;
    private double epsilon = 1e-7;
    private boolean centered;

    public RMSprop() {
        super(0.001);
    }

    /** How much of the squared gradients' mean is kept from step to step. */
    public RMSprop rho(double value) {
        rho = Check.decay(this, "rho", value);
        return this;
    }

    /** The part of the last step that is added to this one. */
    public RMSprop momentum(double value) {
        momentum = Check.decay(this, "momentum", value);
        return this;
    }

    /** Added below the root. */
    public RMSprop epsilon(double value) {
        epsilon = Check.notNegative(this, "epsilon", value);
        return this;
    }

    /** Whether gradients are divided by their deviation instead of their size. */
    public RMSprop centered(boolean value) {
        centered = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        rho(config.number("rho", rho));
        momentum(config.number("momentum", momentum));
        epsilon(config.number("epsilon", epsilon));
        centered = config.flag("centered", centered);
    }

    @Override
    protected List<List<String>> slots() {
        List<List<String>> slots = new ArrayList<>(List.of(List.of("velocity")));
        if (momentum > 0) {
            slots.add(List.of("momentum"));
        }
        if (centered) {
            slots.add(List.of("average_gradient"));
        }
        return List.copyOf(slots);
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float rate = at.rate();
        float kept = (float) rho;
        float rest = (float) (1 - rho);
        float floor = (float) epsilon;
        float[] velocity = at.slot(0);
        float[] steps = momentum > 0 ? at.slot(1) : null;
        float[] average = centered ? at.slot(momentum > 0 ? 2 : 1) : null;
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            velocity[i] = kept * velocity[i] + rest * (g * g);
            float denominator = velocity[i] + floor;
            if (average != null) {
                average[i] = kept * average[i] + rest * g;
                denominator = velocity[i] - average[i] * average[i] + floor;
            }
            float change = rate * g / (float) Math.sqrt(denominator);
            if (steps != null) {
                steps[i] = (float) momentum * steps[i] + change;
                change = steps[i];
            }
            weights[i] -= change;
        }
    }
}
