package keras4j.callbacks;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;

/** A callback of lambdas: {@code new LambdaCallback().onEpochEnd((epoch, logs) -> ..)}. Keras: {@code LambdaCallback}. */
public final class LambdaCallback extends Callback {
    private IntConsumer onEpochBegin = number -> {};
    private BiConsumer<Integer, Logs> onEpochEnd = (number, logs) -> {};
    private Runnable onTrainBegin = () -> {};
    private Consumer<Logs> onTrainEnd = logs -> {};
    private IntConsumer onTrainBatchBegin = number -> {};
    private BiConsumer<Integer, Logs> onTrainBatchEnd = (number, logs) -> {};

    /** What to do when an epoch begins. */
    public LambdaCallback onEpochBegin(IntConsumer action) {
        onEpochBegin = notNull("onEpochBegin", action);
        return this;
    }

    /** What to do when an epoch has ended. */
    public LambdaCallback onEpochEnd(BiConsumer<Integer, Logs> action) {
        onEpochEnd = notNull("onEpochEnd", action);
        return this;
    }

    /** What to do when fit begins. */
    public LambdaCallback onTrainBegin(Runnable action) {
        onTrainBegin = notNull("onTrainBegin", action);
        return this;
    }

    /** What to do when fit has ended. */
    public LambdaCallback onTrainEnd(Consumer<Logs> action) {
        onTrainEnd = notNull("onTrainEnd", action);
        return this;
    }

    /** What to do when a step begins. */
    public LambdaCallback onTrainBatchBegin(IntConsumer action) {
        onTrainBatchBegin = notNull("onTrainBatchBegin", action);
        return this;
    }

    /** What to do when a step has ended. */
    public LambdaCallback onTrainBatchEnd(BiConsumer<Integer, Logs> action) {
        onTrainBatchEnd = notNull("onTrainBatchEnd", action);
        return this;
    }

    private static <T> T notNull(String hook, T action) {
        return KerasException.notNull("LambdaCallback." + hook, "an action", action);
    }

    @Override
    public void onEpochBegin(int epoch) {
        onEpochBegin.accept(epoch);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        onEpochEnd.accept(epoch, logs);
    }

    @Override
    public void onTrainBegin() {
        onTrainBegin.run();
    }

    @Override
    public void onTrainEnd(Logs logs) {
        onTrainEnd.accept(logs);
    }

    @Override
    public void onTrainBatchBegin(int batch) {
        onTrainBatchBegin.accept(batch);
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        onTrainBatchEnd.accept(batch, logs);
    }
}
