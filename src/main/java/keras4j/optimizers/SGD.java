package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;

/**
 * w -= rate g; with momentum m = momentum m - rate g, w += m, or Nesterov's w += momentum m - rate g. Keras: {@code SGD}.
 */
public final class SGD extends GradientOptimizer<SGD> {
    private double momentum = 0;
    private boolean nesterov;

    public SGD() {
        super(0.01);
    }

    /** The part of the last step that is added to this one, from 0 to 1. */
    public SGD momentum(double value) {
        momentum = Check.fraction(this, "momentum", value);
        return this;
    }

    /** Whether the momentum is Nesterov's. */
    public SGD nesterov(boolean value) {
        nesterov = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        momentum(config.number("momentum", momentum));
        nesterov = config.flag("nesterov", nesterov);
    }

    @Override
    protected List<List<String>> slots() {
        return momentum == 0 ? List.of() : List.of(List.of("momentum"));
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float rate = at.rate();
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                weights[i] -= gradients[i] * rate;
            }
        } else if (nesterov) {
            nesterov(weights, gradients, at.slot(0), from, to, rate);
        } else {
            float kept = (float) momentum;
            float[] m = at.slot(0);
            for (int i = from; i < to; i++) {
                m[i] = m[i] * kept - gradients[i] * rate;
                weights[i] += m[i];
            }
        }
    }

    private void nesterov(float[] weights, float[] gradients, float[] m, int from, int to, float rate) {
        float kept = (float) momentum;
        for (int i = from; i < to; i++) {
            m[i] = m[i] * kept - gradients[i] * rate;
            weights[i] += m[i] * kept - gradients[i] * rate;
        }
    }
}
