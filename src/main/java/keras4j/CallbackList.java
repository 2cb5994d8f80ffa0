package keras4j;

import java.util.List;

/** Several callbacks as one: each is told, in their order. Keras: {@code CallbackList}. */
final class CallbackList extends Callback {
    private final Callback[] callbacks;

    CallbackList(List<Callback> callbacks) {
        this.callbacks = callbacks.toArray(Callback[]::new);
    }

    @Override
    void attach(Model owner, Params given) {
        for (Callback each : callbacks) {
            each.attach(owner, given);
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
