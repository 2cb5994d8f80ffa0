package keras4j.optimizers;

import java.util.List;
import java.util.Optional;
import keras4j.core.Optimizer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam, before whose step all weights lose rate weightDecay of themselves. Loshchilov and Hutter, "Decoupled weight decay
 * regularization", 2019. Keras: {@code AdamW}.
 */
public final class AdamW implements Optimizer {
    private final Adam adam = new Adam();
    private double weightDecay = 0.004;

    /** The step size. */
    public AdamW learningRate(double value) {
        adam.learningRate(value);
        return this;
    }

    /** The part of a weight that goes with each step, times the step size. */
    public AdamW weightDecay(double value) {
        weightDecay = Rates.notNegative("AdamW.weightDecay", value);
        return this;
    }

    /** See {@link Adam#beta1}. */
    public AdamW beta1(double value) {
        adam.beta1(value);
        return this;
    }

    /** See {@link Adam#beta2}. */
    public AdamW beta2(double value) {
        adam.beta2(value);
        return this;
    }

    /** See {@link Adam#epsilon}. */
    public AdamW epsilon(double value) {
        adam.epsilon(value);
        return this;
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public double learningRate() {
        return adam.learningRate();
    }

    @Override
    public List<String> slots() {
        return adam.slots();
    }

    @Override
    public void update(float[] weights, float[] gradients, float[][] slots, int from, int to, long step) {
        float decay = (float) weightDecay;
        float rate = (float) learningRate();
        for (int i = from; i < to; i++) {
            weights[i] -= weights[i] * decay * rate;
        }
        adam.update(weights, gradients, slots, from, to, step);
    }

    /** None: an ND4J updater does not see the weights. */
    @Override
    public Optional<IUpdater> nd4j() {
        return Optional.empty();
    }
}
