package keras4j;

import java.util.ArrayList;
import java.util.List;

/** Notes Keras's names of the hooks as they are called. */
final class HookRecorder extends Callback {
    final List<String> hooks = new ArrayList<>();
    private final String stop;

    /** @param stop after what to stop training: "_stopped_in_batch", "_stopped_in_epoch" or "" */
    HookRecorder(String stop) {
        this.stop = stop;
    }

    @Override
    public void onTrainBegin() {
        hooks.add("on_train_begin");
    }

    @Override
    public void onTrainEnd(Logs logs) {
        hooks.add("on_train_end");
    }

    @Override
    public void onEpochBegin(int epoch) {
        hooks.add("on_epoch_begin");
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        hooks.add("on_epoch_end");
        stop("_stopped_in_epoch");
    }

    @Override
    public void onTrainBatchBegin(int batch) {
        hooks.add("on_train_batch_begin");
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        hooks.add("on_train_batch_end");
        stop("_stopped_in_batch");
    }

    @Override
    public void onTestBegin() {
        hooks.add("on_test_begin");
    }

    @Override
    public void onTestEnd(Logs logs) {
        hooks.add("on_test_end");
    }

    @Override
    public void onTestBatchBegin(int batch) {
        hooks.add("on_test_batch_begin");
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
        hooks.add("on_test_batch_end");
    }

    @Override
    public void onPredictBegin() {
        hooks.add("on_predict_begin");
    }

    @Override
    public void onPredictEnd() {
        hooks.add("on_predict_end");
    }

    @Override
    public void onPredictBatchBegin(int batch) {
        hooks.add("on_predict_batch_begin");
    }

    @Override
    public void onPredictBatchEnd(int batch) {
        hooks.add("on_predict_batch_end");
    }

    private void stop(String when) {
        if (when.equals(stop)) {
            getModel().setStopTraining(true);
        }
    }
}
