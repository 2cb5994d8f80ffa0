package keras4j.callbacks;

import java.util.function.IntToDoubleFunction;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.PythonText;

/**
 * Sets the learning rate when an epoch begins, and adds it to the logs as "learning_rate"; with a MultiOptimizer that of each of its
 * optimizers, as "learning_rate_adam". An error if a schedule says it. Keras: {@code LearningRateScheduler}.
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
        Rates.of(getModel()).forEach((name, optimizer) -> {
            double rate = schedule.of(epoch, Rates.of(optimizer));
            optimizer.learningRate(rate);
            if (verbose > 0) {
                print("\nEpoch %d: LearningRateScheduler setting %s to %s.\n"
                        .formatted(epoch + 1, Rates.inWords(name), PythonText.of(rate)));
            }
        });
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        Rates.log(getModel(), logs);
    }
}
