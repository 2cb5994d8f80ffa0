package keras4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;
import keras4j.data.Npy;
import keras4j.internal.graph.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told how training goes. A subclass overrides what it wants to hear of; epochs and batches are numbered from 0, and logs
 * are valid during the call only. Those of an epoch take further values ({@link Logs#put}). Keras: {@code Callback}.
 */
public abstract class Callback {
    private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

    /**
     * What a callback may want to know of the call it is in.
     *
     * @param epochs the number of epochs, 1 in evaluate and predict
     * @param steps the batches of an epoch, -1 if that is not known
     * @param verbose 0, 1 or 2
     * @param validates whether fit also evaluates, so that logs have values that begin with val_
     */
    public record Params(int epochs, int steps, int verbose, boolean validates) {}

    private Model model;
    private Params params;
    private Runnable whenFitEnds;

    /** Called before anything else, once in each fit, evaluate or predict. */
    void attach(Model owner, Params given) {
        model = owner;
        params = given;
    }

    /** Called after anything else in each fit, also in one that failed, whose exception is the one to be seen. */
    void detach() {
        try {
            if (whenFitEnds != null) {
                whenFitEnds.run();
            }
        } catch (KerasException e) {
            LOG.warn("When fit had ended: {}", e.getMessage());
        } finally {
            whenFitEnds = null;
        }
    }

    /** Says what is done when this fit has ended, however it ends: files are closed. For this library's callbacks, in {@link #onTrainBegin}. */
    protected final void whenFitEnds(Runnable action) {
        whenFitEnds = action;
    }

    /** The model at work. */
    protected final Model getModel() {
        return model;
    }

    /** Remembers all weights as they are now: what it gives sets them again. For this library's callbacks. */
    protected final Runnable keepWeights() {
        Network network = model.network();
        List<float[]> values = network.get();
        return () -> network.set(values);
    }

    /** Copies of all weights. For this library's callbacks. */
    protected final Map<Variable, Npy> weights() {
        Network network = model.network();
        float[] all = network.copy();
        Map<Variable, Npy> weights = new LinkedHashMap<>();
        for (Variable variable : network.variables(network.slots())) {
            float[] values = Arrays.copyOfRange(all, variable.from(), variable.to());
            weights.put(variable, new Npy(values, variable.shape()));
        }
        return weights;
    }

    /**
     * Exchanges the weights and the averages of them that the optimizer keeps. For this library's callbacks.
     *
     * @return whether there is an optimizer that keeps averages and has taken a step
     */
    protected final boolean swapAverages() {
        OptimizerState state = model.trainer().optimizer();
        boolean[] isAny = new boolean[1];
        model.network().change(weights -> isAny[0] = state != null && state.swapAverages(weights));
        return isAny[0];
    }

    /** Makes the averages what the weights are. For this library's callbacks. */
    protected final void setAverages() {
        model.network().change(model.trainer().optimizer()::setAverages);
    }

    /** The number of steps that the optimizer has taken. For this library's callbacks. */
    protected final long iterations() {
        return model.trainer().optimizer().taken();
    }

    /** Lets the fit that begins go on at this epoch, from 0. For this library's callbacks, in {@link #onTrainBegin}. */
    protected final void goOnAt(int epoch) {
        model.setInitialEpoch(epoch);
    }

    /** About the call of fit, evaluate or predict. */
    protected final Params getParams() {
        return params;
    }

    /** Prints to standard output as the progress lines do; for this library's callbacks. */
    protected final void print(String text) {
        Terminal.print(text);
    }

    /**
     * Whether more is better of a value in the logs, such as "val_accuracy"; empty for one that is no metric's. For this
     * library's callbacks.
     */
    protected final Optional<Boolean> isBetterWhenHigher(String name) {
        return model.isBetterWhenHigher(name);
    }

    /** Before the first epoch of fit. */
    public void onTrainBegin() {}

    /** After the last epoch of fit, with that epoch's logs; null if there was none. */
    public void onTrainEnd(Logs logs) {}

    /** Before an epoch. */
    public void onEpochBegin(int epoch) {}

    /** After an epoch, with its logs, those of validation included. */
    public void onEpochEnd(int epoch, Logs logs) {}

    /** Before a step of fit. */
    public void onTrainBatchBegin(int batch) {}

    /** After a step of fit, with the epoch's running means. */
    public void onTrainBatchEnd(int batch, Logs logs) {}

    /** Before evaluate, and before each validation in fit. */
    public void onTestBegin() {}

    /** After evaluate, and after each validation in fit. */
    public void onTestEnd(Logs logs) {}

    /** Before a batch is evaluated. */
    public void onTestBatchBegin(int batch) {}

    /** After a batch was evaluated, with the running means. */
    public void onTestBatchEnd(int batch, Logs logs) {}

    /** Before predict. */
    public void onPredictBegin() {}

    /** After predict. */
    public void onPredictEnd() {}

    /** Before a batch is predicted. */
    public void onPredictBatchBegin(int batch) {}

    /** After a batch was predicted. */
    public void onPredictBatchEnd(int batch) {}
}
