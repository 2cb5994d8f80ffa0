package keras4j;

import java.util.List;
import keras4j.core.KerasException;

/**
 * Several callbacks as one: each is told, in their order; for a loop of one's own over {@link Model#trainOnBatch}. Keras: {@code
 * CallbackList}.
 */
public final class CallbackList extends Callback {
    private final Callback[] callbacks;

    CallbackList(List<Callback> callbacks) {
        this.callbacks = callbacks.toArray(Callback[]::new);
    }

    /**
     * For a loop of one's own.
     *
     * @param callbacks a {@link ProgbarLogger} may be one of them
     * @param model what they work on
     * @param params about the loop
     */
    public CallbackList(List<Callback> callbacks, Model model, Params params) {
        this(KerasException.notNull("CallbackList", "callbacks", callbacks));
        attach(KerasException.notNull("CallbackList", "a model", model), params);
    }

    @Override
    void attach(Model owner, Params given) {
        for (Callback each : callbacks) {
            each.attach(owner, given);
        }
    }

    @Override
    void detach() {
        for (Callback each : callbacks) {
            each.detach();
        }
    }

    @Override
    public void onTrainBegin() {
        for (Callback each : callbacks) {
            each.onTrainBegin();
        }
    }

    @Override
    public void onTrainEnd(Logs logs) {
        for (Callback each : callbacks) {
            each.onTrainEnd(logs);
        }
    }

    @Override
    public void onEpochBegin(int epoch) {
        for (Callback each : callbacks) {
            each.onEpochBegin(epoch);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        for (Callback each : callbacks) {
            each.onEpochEnd(epoch, logs);
        }
    }

    @Override
    public void onTrainBatchBegin(int batch) {
        for (Callback each : callbacks) {
            each.onTrainBatchBegin(batch);
        }
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        for (Callback each : callbacks) {
            each.onTrainBatchEnd(batch, logs);
        }
    }

    @Override
    public void onTestBegin() {
        for (Callback each : callbacks) {
            each.onTestBegin();
        }
    }

    @Override
    public void onTestEnd(Logs logs) {
        for (Callback each : callbacks) {
            each.onTestEnd(logs);
        }
    }

    @Override
    public void onTestBatchBegin(int batch) {
        for (Callback each : callbacks) {
            each.onTestBatchBegin(batch);
        }
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
        for (Callback each : callbacks) {
            each.onTestBatchEnd(batch, logs);
        }
    }

    @Override
    public void onPredictBegin() {
        for (Callback each : callbacks) {
            each.onPredictBegin();
        }
    }

    @Override
    public void onPredictEnd() {
        for (Callback each : callbacks) {
            each.onPredictEnd();
        }
    }

    @Override
    public void onPredictBatchBegin(int batch) {
        for (Callback each : callbacks) {
            each.onPredictBatchBegin(batch);
        }
    }

    @Override
    public void onPredictBatchEnd(int batch) {
        for (Callback each : callbacks) {
            each.onPredictBatchEnd(batch);
        }
    }
}
