package keras4j.core;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A rule that changes weights by their gradients. It holds its arguments only: what it remembers from step to step is in
 * an {@link OptimizerState}, so that one optimizer can be given to many models.
 */
public interface Optimizer extends Configurable {
    /**
     * The learning rate: the step size; of a schedule, that of the next step.
     *
     * @throws KerasException if it has none of its own, as a MultiOptimizer
     */
    double learningRate();

    /**
     * Sets the learning rate, also of an optimizer at work, from any thread; it counts from the next step on.
     *
     * @throws KerasException if it is negative or not finite, or a schedule says it
     */
    Optimizer learningRate(double value);

    /** Lets a schedule say the learning rate from the next step on. */
    Optimizer learningRate(LearningRateSchedule schedule);

    /** Whether a schedule says the learning rate, which files have not beside it then. */
    boolean isScheduled();

    /** The optimizers that have a learning rate of their own, this one or those that it is made of, by the names of their learning rates in logs. */
    default Map<String, Optimizer> rates() {
        return Map.of("learning_rate", this);
    }

    /** The learning rate as files have it; empty if a schedule says it. */
    default OptionalDouble savedRate() {
        return isScheduled() ? OptionalDouble.empty() : OptionalDouble.of(learningRate());
    }

    /** Takes the learning rate that a file has, by its shortest decimal: 0.01 for 0.01f. */
    default void restoreRate(float value) {
        learningRate(Double.parseDouble(Float.toString(value)));
    }

    /** Another one with the same arguments. */
    Optimizer copy();

    /**
     * It at work on some weights, before its first step.
     *
     * @param weights all of the model, as they are
     * @param variables those to train, in their order
     */
    OptimizerState state(float[] weights, List<Variable> variables);
}
