package keras4j.callbacks;

import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;

/**
 * Lets evaluate, predict and each validation of fit work with the moving averages of the weights that the optimizer keeps
 * ({@code useEma(true)}), and gives the weights back after each. Keras: {@code SwapEMAWeights}, which leaves the averages in the model after
 * predict.
 */
public final class SwapEMAWeights extends Callback {
    private boolean swapOnEpoch;
    private boolean isSwapped;

    /**
     * Whether the averages are the weights from the end of an epoch to the begin of the next, for the callbacks that come after, such as
     * {@link ModelCheckpoint}; false unless given.
     */
    public SwapEMAWeights swapOnEpoch(boolean value) {
        swapOnEpoch = value;
        return this;
    }

    private void swap(boolean toAverages) {
        if (isSwapped == toAverages) {
            return;
        }
        if (!swapAverages()) {
            throw KerasException.expected(
                    "SwapEMAWeights",
                    "an optimizer with useEma(true) that has taken a step",
                    "one without averages of weights");
        }
        isSwapped = toAverages;
    }

    @Override
    public void onEpochBegin(int epoch) {
        if (swapOnEpoch) {
            swap(false);
        }
    }

    /** When fit ends, the averages become the weights: after the last epoch they are so already. */
    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (swapOnEpoch) {
            swap(true);
            if (epoch == getParams().epochs() - 1) {
                setAverages();
            }
        }
    }

    @Override
    public void onTestBegin() {
        swap(true);
    }

    @Override
    public void onTestEnd(Logs logs) {
        swap(false);
    }

    @Override
    public void onPredictBegin() {
        swap(true);
    }

    @Override
    public void onPredictEnd() {
        swap(false);
    }
}
