package keras4j.callbacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Paths;
import keras4j.core.PythonText;

/**
 * Saves the model as training goes. The path may name the epoch, counted from 1, the batch and values of the logs as
 * Python's format does: {@code "{epoch:02d}-{val_loss:.2f}.keras"}. Folders are made. Keras: {@code ModelCheckpoint}.
 */
public final class ModelCheckpoint extends MonitorCallback<ModelCheckpoint> {
    private static final String WEIGHTS = ".weights.h5";

    private final String filepath;
    private boolean saveWeightsOnly;
    private int verbose;
    private boolean saveBestOnly;
    private int saveFreq;
    private Double best;
    private int epoch;
    private int unsavedBatches;

    /**
     * @param filepath where to save: a path that ends with .keras or .h5, or with .weights.h5 to save weights only
     * @throws KerasException if it does not
     */
    public ModelCheckpoint(String filepath) {
        if (filepath == null || !(filepath.endsWith(".keras") || filepath.endsWith(".h5"))) {
            throw KerasException.expected("ModelCheckpoint.filepath", "a path that ends with .keras or .h5", filepath);
        }
        this.filepath = filepath;
        PathFormat.check(filepath);
    }

    /**
     * Whether to save the weights only, and the optimizer's state with them; false unless given.
     *
     * @throws KerasException if the path does not end with .weights.h5
     */
    public ModelCheckpoint saveWeightsOnly(boolean value) {
        if (value && !filepath.endsWith(WEIGHTS)) {
            throw KerasException.expected(
                    "ModelCheckpoint.saveWeightsOnly", "a path that ends with " + WEIGHTS, filepath);
        }
        saveWeightsOnly = value;
        return this;
    }

    /** 1 to print what is saved; 0 unless given. */
    public ModelCheckpoint verbose(int value) {
        verbose = value;
        return this;
    }

    /** Whether to save only when the watched value is the best so far, or is of several numbers; false unless given. */
    public ModelCheckpoint saveBestOnly(boolean value) {
        saveBestOnly = value;
        return this;
    }

    /** After how many batches to save; after each epoch unless given. */
    public ModelCheckpoint saveFreq(int batches) {
        if (batches < 1) {
            throw KerasException.expected("ModelCheckpoint.saveFreq", "at least 1 batch", batches);
        }
        saveFreq = batches;
        return this;
    }

    /** What the watched value must be better than from the begin. */
    public ModelCheckpoint initialValueThreshold(double value) {
        best = value;
        return this;
    }

    @Override
    public void onTrainBegin() {
        if (!saveWeightsOnly && filepath.endsWith(WEIGHTS)) {
            throw KerasException.expected(
                    "ModelCheckpoint.filepath", "saveWeightsOnly(true) for a path that ends with " + WEIGHTS, filepath);
        }
        if (saveBestOnly) {
            super.onTrainBegin();
        }
    }

    @Override
    public void onEpochBegin(int number) {
        epoch = number;
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        if (saveFreq > 0 && ++unsavedBatches >= saveFreq) {
            unsavedBatches = 0;
            save(batch, logs);
        }
    }

    @Override
    public void onEpochEnd(int number, Logs logs) {
        if (saveFreq == 0) {
            save(-1, logs);
        }
    }

    private void save(int batch, Logs logs) {
        String path = PathFormat.fill(filepath, epoch, batch, logs);
        if (!saveBestOnly) {
            say("saving model to " + path);
        } else if (!isValidated(logs) || isOne(logs) && !isBest(path, current(logs))) {
            return;
        }
        try {
            Path file = Paths.of("ModelCheckpoint.filepath", path).toAbsolutePath();
            Files.createDirectories(file.getParent());
            if (saveWeightsOnly) {
                getModel().saveWeights(file);
            } else {
                getModel().save(file);
            }
        } catch (IOException e) {
            throw new KerasException("ModelCheckpoint: expected a path that can be written, received " + e, e);
        }
        say("finished saving model to " + path);
    }

    private boolean isBest(String path, double current) {
        String before = best == null ? "None" : PythonText.of(best, 5);
        if (!isImprovement(current, best)) {
            say(monitor() + " did not improve from " + before);
            return false;
        }
        say(monitor() + " improved from " + before + " to " + PythonText.of(current, 5) + ", saving model to " + path);
        best = current;
        return true;
    }

    private void say(String text) {
        if (verbose > 0) {
            print("\nEpoch " + (epoch + 1) + ": " + text + "\n");
        }
    }
}
