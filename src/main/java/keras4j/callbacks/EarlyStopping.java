package keras4j.callbacks;

import keras4j.Logs;

/** Ends fit when a value has stopped improving. Keras: {@code EarlyStopping}. */
public final class EarlyStopping extends MonitorCallback<EarlyStopping> {
    private int patience;
    private int verbose;
    private Double baseline;
    private boolean restoreBestWeights;
    private int startFromEpoch;
    private int waited;
    private int stoppedEpoch;
    private int bestEpoch;
    private Double best;
    private Runnable bestWeights;

    /** By how much a value must be better to be an improvement; 0 unless given. */
    public EarlyStopping minDelta(double value) {
        setMinDelta(Math.abs(value));
        return this;
    }

    /** After how many epochs without improvement fit ends; 0 unless given. */
    public EarlyStopping patience(int value) {
        patience = notNegative("patience", value);
        return this;
    }

    /** 1 to print why fit ended; 0 unless given. */
    public EarlyStopping verbose(int value) {
        verbose = value;
        return this;
    }

    /** What an improvement must also be better than, to be waited for longer. */
    public EarlyStopping baseline(double value) {
        baseline = value;
        return this;
    }

    /** Whether the model gets the weights of its best epoch when fit ends; false unless given. */
    public EarlyStopping restoreBestWeights(boolean value) {
        restoreBestWeights = value;
        return this;
    }

    /** The first epoch that is looked at; 0 unless given. */
    public EarlyStopping startFromEpoch(int value) {
        startFromEpoch = notNegative("startFromEpoch", value);
        return this;
    }

    /** The epoch that fit ended with, from 0; 0 if it was not ended here. */
    public int getStoppedEpoch() {
        return stoppedEpoch;
    }

    /** The epoch with the best value, from 0. */
    public int getBestEpoch() {
        return bestEpoch;
    }

    @Override
    public void onTrainBegin() {
        super.onTrainBegin();
        waited = 0;
        stoppedEpoch = 0;
        bestEpoch = 0;
        best = null;
        bestWeights = null;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (epoch < startFromEpoch || !isValidated(logs)) {
            return;
        }
        double current = current(logs);
        waited++;
        if (isImprovement(current, best)) {
            best = current;
            keep(epoch);
            if (isImprovement(current, baseline)) {
                waited = 0;
            }
        } else if (waited >= patience && epoch > 0) {
            stoppedEpoch = epoch;
            getModel().setStopTraining(true);
        }
    }

    private void keep(int epoch) {
        bestEpoch = epoch;
        if (restoreBestWeights) {
            bestWeights = keepWeights();
        }
    }

    @Override
    public void onTrainEnd(Logs logs) {
        if (stoppedEpoch > 0 && verbose > 0) {
            print("Epoch " + (stoppedEpoch + 1) + ": early stopping\n");
        }
        if (bestWeights != null) {
            if (verbose > 0) {
                print("Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".\n");
            }
            bestWeights.run();
        }
    }
}
