package keras4j.optimizers;

import java.util.List;
import java.util.Optional;
import keras4j.core.Optimizer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * m += (1 - beta1)(g - m), v += (1 - beta2)(g^2 - v), w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon).
 * Kingma and Ba, "Adam: a method for stochastic optimization", 2015. Keras: {@code Adam}.
 */
public final class Adam implements Optimizer {
    private double learningRate = 0.001;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-7;

    /** The step size. */
    public Adam learningRate(double value) {
        learningRate = Rates.learningRate("Adam", value);
        return this;
    }

    /** How much of the gradients' mean is kept from step to step. */
    public Adam beta1(double value) {
        beta1 = Rates.decay("Adam.beta1", value);
        return this;
    }

    /** How much of the squared gradients' mean is kept from step to step. */
    public Adam beta2(double value) {
        beta2 = Rates.decay("Adam.beta2", value);
        return this;
    }

    /** Added to the root: the paper's epsilon hat. */
    public Adam epsilon(double value) {
        epsilon = Rates.notNegative("Adam.epsilon", value);
        return this;
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public List<String> slots() {
        return List.of("momentum", "velocity");
    }

    /** In float32 at the places where Keras is, powers of the betas included. */
    @Override
    public void update(float[] weights, float[] gradients, float[][] slots, int from, int to, long step) {
        float power1 = (float) Math.pow((float) beta1, step);
        float power2 = (float) Math.pow((float) beta2, step);
        float alpha = (float) learningRate * (float) Math.sqrt(1 - power2) / (1 - power1);
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float floor = (float) epsilon;
        float[] m = slots[0];
        float[] v = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] += (g - m[i]) * rest1;
            v[i] += (g * g - v[i]) * rest2;
            weights[i] -= m[i] * alpha / ((float) Math.sqrt(v[i]) + floor);
        }
    }

    @Override
    public Optional<IUpdater> nd4j() {
        return Optional.of(new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon));
    }
}
