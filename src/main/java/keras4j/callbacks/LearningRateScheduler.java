package keras4j.callbacks;

import java.util.function.IntToDoubleFunction;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.PythonText;

/**
 * Sets the learning rate when an epoch begins, and adds it to the logs as "learning_rate". Keras: {@code LearningRateScheduler}.
 */
public final class LearningRateScheduler extends Callback {
    /** Says the learning rate of an epoch. */
    public interface Schedule {
        /**
         * The learning rate.
         *
         * @param epoch from 0
         * @param learningRate what it is now
         */
        double of(int epoch, double learningRate);
    }

    private final Schedule schedule;
    private int verbose;

    /** @param schedule from epoch, counted from 0, and learning rate: {@code (epoch, rate) -> epoch < 10 ? rate : 0.9 * rate} */
    public LearningRateScheduler(Schedule schedule) {
        this.schedule = KerasException.notNull("LearningRateScheduler", "a schedule", schedule);
    }

    /** @param schedule from the epoch alone, counted from 0 */
    public LearningRateScheduler(IntToDoubleFunction schedule) {
        KerasException.notNull("LearningRateScheduler", "a schedule", schedule);
        this.schedule = (epoch, learningRate) -> schedule.applyAsDouble(epoch);
    }

    /** 1 to print what is set; 0 unless given. */
    public LearningRateScheduler verbose(int value) {
        verbose = value;
        return this;
    }

    @Override
    public void onEpochBegin(int epoch) {
        double rate = schedule.of(epoch, learningRate());
        getModel().getOptimizer().learningRate(rate);
        if (verbose > 0) {
            print("\nEpoch " + (epoch + 1) + ": LearningRateScheduler setting learning rate to " + PythonText.of(rate)
                    + ".\n");
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        logs.put("learning_rate", learningRate());
    }
}
