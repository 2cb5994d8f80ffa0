package keras4j.core;

import java.util.List;

/**
 * A rule that changes weights by their gradients. It holds its arguments only: what it remembers from step to step is in
 * an {@link OptimizerState}, so that one optimizer can be given to many models.
 */
public interface Optimizer extends Configurable {
    /** The learning rate: the step size. */
    double learningRate();

    /**
     * Sets the learning rate, also of an optimizer at work, from any thread; it counts from the next step on.
     *
     * @throws KerasException if it is negative or not finite
     */
    Optimizer learningRate(double value);

    /** The learning rate after so many steps: the same unless a schedule changes it. */
    default double learningRateAfter(long steps) {
        return learningRate();
    }

    /** Whether a schedule changes the learning rate, which is then that of the first step; files have no other one. */
    default boolean isScheduled() {
        return false;
    }

    /** Another one with the same arguments. */
    Optimizer copy();

    /**
     * The names of the values remembered for each weight, such as momentum and velocity, in groups and in Keras's order:
     * files hold a group weight after weight, and for each weight all values of the group.
     */
    List<List<String>> slots();

    /**
     * Before a step: clips gradients and lets weights decay.
     *
     * @param variables the places of the weights that are trained
     * @param rate the learning rate of this step
     */
    void prepare(float[] weights, float[] gradients, List<Span> variables, float rate);

    /**
     * Changes {@code weights[from..to)}.
     *
     * @param gradients of the mean loss, indexed as the weights
     * @param slots one array for each of {@link #slots}, indexed as the weights
     * @param step 1 for the first step
     * @param rate the learning rate of this step
     */
    void update(float[] weights, float[] gradients, float[][] slots, int from, int to, long step, float rate);
}
