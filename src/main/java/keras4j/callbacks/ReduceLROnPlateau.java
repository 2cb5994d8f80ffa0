package keras4j.callbacks;

import java.util.Map;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.PythonText;

/**
 * Multiplies the learning rate by a factor when a value has stopped improving, and adds it to the logs as "learning_rate"; with a
 * MultiOptimizer that of each of its optimizers, as "learning_rate_adam". An error, once it is to change, if a schedule says it. Keras:
 * {@code ReduceLROnPlateau}.
 */
public final class ReduceLROnPlateau extends MonitorCallback<ReduceLROnPlateau> {
    private double factor = 0.1;
    private int patience = 10;
    private int verbose;
    private int cooldown;
    private double minLr;
    private Double best;
    private int waited;
    private int cooling;

    /** Watches val_loss, unless told otherwise. */
    public ReduceLROnPlateau() {
        setMinDelta(1e-4);
    }

    /**
     * What the learning rate is multiplied by; 0.1 unless given.
     *
     * @throws KerasException if it is not less than 1
     */
    public ReduceLROnPlateau factor(double value) {
        if (!(value >= 0 && value < 1)) {
            throw KerasException.expected("ReduceLROnPlateau.factor", "a number from 0 to less than 1", value);
        }
        factor = value;
        return this;
    }

    /** After how many epochs without improvement it is; 10 unless given. */
    public ReduceLROnPlateau patience(int value) {
        patience = notNegative("patience", value);
        return this;
    }

    /** 1 to print what is set; 0 unless given. */
    public ReduceLROnPlateau verbose(int value) {
        verbose = value;
        return this;
    }

    /** By how much a value must be better to be an improvement; 1e-4 unless given. */
    public ReduceLROnPlateau minDelta(double value) {
        setMinDelta(Math.abs(value));
        return this;
    }

    /** For how many epochs nothing is waited for after a change; 0 unless given. */
    public ReduceLROnPlateau cooldown(int value) {
        cooldown = notNegative("cooldown", value);
        return this;
    }

    /** The least learning rate; 0 unless given. */
    public ReduceLROnPlateau minLr(double value) {
        minLr = value;
        return this;
    }

    @Override
    public void onTrainBegin() {
        super.onTrainBegin();
        best = null;
        waited = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        Rates.log(getModel(), logs);
        if (!isValidated(logs)) {
            return;
        }
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        double current = current(logs);
        if (isImprovement(current, best)) {
            best = current;
            waited = 0;
        } else if (cooling == 0 && ++waited >= patience && reduce(epoch)) {
            cooling = cooldown;
            waited = 0;
        }
    }

    /** @return whether a learning rate was more than the least */
    private boolean reduce(int epoch) {
        boolean isReduced = false;
        for (Map.Entry<String, Optimizer> each : Rates.of(getModel()).entrySet()) {
            double before = Rates.of(each.getValue());
            if (before > (float) minLr) {
                double rate = Math.max(before * factor, minLr);
                each.getValue().learningRate(rate);
                isReduced = true;
                if (verbose > 0) {
                    print("\nEpoch %d: ReduceLROnPlateau reducing %s to %s.\n"
                            .formatted(epoch + 1, Rates.inWords(each.getKey()), PythonText.of(rate)));
                }
            }
        }
        return isReduced;
    }
}
