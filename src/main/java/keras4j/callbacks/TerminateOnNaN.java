package keras4j.callbacks;

import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.PythonText;

/** Ends fit when the loss is NaN or infinite. Keras: {@code TerminateOnNaN}. */
public final class TerminateOnNaN extends Callback {
    private boolean raiseError;

    /**
     * Whether fit then fails with an exception, so that nothing that callbacks do at its end is done; false unless given, and fit ends
     * after the step.
     */
    public TerminateOnNaN raiseError(boolean value) {
        raiseError = value;
        return this;
    }

    /** @throws KerasException if that is asked for and the loss is no number any more */
    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        float loss = logs.has("loss") ? (float) logs.loss() : 0;
        if (Float.isFinite(loss)) {
            return;
        }
        if (raiseError) {
            throw KerasException.expected(
                    "TerminateOnNaN", "a finite loss", PythonText.of(loss) + " in batch " + batch);
        }
        print("Batch " + batch + ": Invalid loss, terminating training\n");
        getModel().setStopTraining(true);
    }
}
