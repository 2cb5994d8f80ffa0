package keras4j;

import java.util.List;

/** Several callbacks as one: each is told, in their order. Keras: {@code CallbackList}. */
final class CallbackList extends Callback {
    private final List<Callback> callbacks;

    CallbackList(List<Callback> callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    void attach(Model owner, Params given) {
        callbacks.forEach(each -> each.attach(owner, given));
    }

    @Override
    public void onTrainBegin() {
        callbacks.forEach(each -> each.onTrainBegin());
    }

    @Override
    public void onTrainEnd(Logs logs) {
        callbacks.forEach(each -> each.onTrainEnd(logs));
    }

    @Override
    public void onEpochBegin(int epoch) {
        callbacks.forEach(each -> each.onEpochBegin(epoch));
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        callbacks.forEach(each -> each.onEpochEnd(epoch, logs));
    }

    @Override
    public void onTrainBatchBegin(int batch) {
        callbacks.forEach(each -> each.onTrainBatchBegin(batch));
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        callbacks.forEach(each -> each.onTrainBatchEnd(batch, logs));
    }

    @Override
    public void onTestBegin() {
        callbacks.forEach(each -> each.onTestBegin());
    }

    @Override
    public void onTestEnd(Logs logs) {
        callbacks.forEach(each -> each.onTestEnd(logs));
    }

    @Override
    public void onTestBatchBegin(int batch) {
        callbacks.forEach(each -> each.onTestBatchBegin(batch));
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
        callbacks.forEach(each -> each.onTestBatchEnd(batch, logs));
    }

    @Override
    public void onPredictBegin() {
        callbacks.forEach(each -> each.onPredictBegin());
    }

    @Override
    public void onPredictEnd() {
        callbacks.forEach(each -> each.onPredictEnd());
    }

    @Override
    public void onPredictBatchBegin(int batch) {
        callbacks.forEach(each -> each.onPredictBatchBegin(batch));
    }

    @Override
    public void onPredictBatchEnd(int batch) {
        callbacks.forEach(each -> each.onPredictBatchEnd(batch));
    }
}
