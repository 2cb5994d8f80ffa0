package keras4j.core;

/**
 * A learning rate that changes with the steps. One of your own is a function of the step, such as {@code step -> 0.1 / (step + 1)}; to
 * be saved, a class that is registered and names its arguments in {@code config}. Keras: {@code LearningRateSchedule}.
 */
public interface LearningRateSchedule extends Configurable {
    /**
     * The learning rate of a step.
     *
     * @param step how many steps have been taken before: 0 for the first one
     */
    double at(long step);

    /** Without arguments unless overridden. */
    @Override
    default void config(Config config) {}
}
