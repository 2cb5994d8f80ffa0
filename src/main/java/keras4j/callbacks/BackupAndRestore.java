package keras4j.callbacks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.AtomicFile;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.Paths;

/**
 * Saves weights, the optimizer's state and the number of the epoch as training goes; a fit that is killed, and started again with the
 * same arguments, goes on there. After each epoch, as it is unless {@link #saveFreq} says otherwise, what it ends with is what it would
 * have ended with, if its seed is given: also samples come in the same order. In the midst of an epoch, that epoch begins anew with the
 * weights that were reached, as in Keras. The state of other callbacks is not saved, and streams begin anew. Keras: {@code
 * BackupAndRestore}.
 */
public final class BackupAndRestore extends Callback {
    private static final String WEIGHTS = "latest.weights.h5";
    private static final String METADATA = "training_metadata.json";
    private static final String PREVIOUS = ".bkp";
    /** Weights of which the metadata does not say yet that they are the latest: those of 3 and 0 are after the third epoch. */
    private static final String PENDING = "BackupAndRestore.%d-%d.weights.h5";

    private static final Pattern IS_PENDING = Pattern.compile("BackupAndRestore\\.\\d+-\\d+\\.weights\\.h5");

    private final Path folder;
    private int saveFreq;
    private boolean doubleCheckpoint;
    private boolean deleteCheckpoint = true;
    private int unsavedBatches;
    private int epoch;

    /** @param backupDir a folder for nothing else; it is made */
    public BackupAndRestore(String backupDir) {
        this(Paths.of("BackupAndRestore.backupDir", backupDir));
    }

    /** See {@link #BackupAndRestore(String)}. */
    public BackupAndRestore(Path backupDir) {
        folder = KerasException.notNull("BackupAndRestore.backupDir", "a folder", backupDir);
    }

    /** After how many batches to save; after each epoch unless given. */
    public BackupAndRestore saveFreq(int batches) {
        if (batches < 1) {
            throw KerasException.expected("BackupAndRestore.saveFreq", "at least 1 batch", batches);
        }
        saveFreq = batches;
        return this;
    }

    /** Whether to keep the state before the last one, too, for when the last one cannot be read; false unless given. */
    public BackupAndRestore doubleCheckpoint(boolean value) {
        doubleCheckpoint = value;
        return this;
    }

    /** Whether to delete the files, and the folder if nothing else is in it, when fit has ended; true unless given. */
    public BackupAndRestore deleteCheckpoint(boolean value) {
        deleteCheckpoint = value;
        return this;
    }

    /** @throws KerasException if there are files that cannot be read, or are of another model */
    @Override
    public void onTrainBegin() {
        unsavedBatches = 0;
        try {
            restore();
        } catch (KerasException e) {
            if (!Files.exists(previous(WEIGHTS))) {
                throw e;
            }
            copy(previous(WEIGHTS), folder.resolve(WEIGHTS));
            copy(previous(METADATA), folder.resolve(METADATA));
            restore();
        }
    }

    private void restore() {
        Map<String, Object> metadata = metadata();
        finish(metadata);
        if (Files.exists(folder.resolve(WEIGHTS))) {
            getModel().loadWeights(folder.resolve(WEIGHTS));
        }
        if (!metadata.isEmpty()) {
            goOnAt(number(metadata, "epoch"));
        }
    }

    private Map<String, Object> metadata() {
        Path file = folder.resolve(METADATA);
        try {
            return Files.exists(file) ? Json.read(file.toString(), Files.readAllBytes(file)) : Map.of();
        } catch (IOException e) {
            throw new KerasException(file + ": expected a file that can be read, received " + e, e);
        }
    }

    private int number(Map<String, Object> metadata, String key) {
        if (metadata.get(key) instanceof Integer value && value >= 0) {
            return value;
        }
        throw KerasException.expected(folder.resolve(METADATA) + ", " + key, "a number", metadata.get(key));
    }

    /** Weights that the metadata tells of become the latest; those of a save that was not finished are of no use. */
    private void finish(Map<String, Object> metadata) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            if (!metadata.isEmpty()) {
                Path told = pending(number(metadata, "epoch"), number(metadata, "batch"));
                if (Files.exists(told)) {
                    makeLatest(told);
                }
            }
            deletePending();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void deletePending() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder,
                file -> IS_PENDING.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private void makeLatest(Path weights) throws IOException {
        Files.move(
                weights, folder.resolve(WEIGHTS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path pending(int ofEpoch, int batch) {
        return folder.resolve(PENDING.formatted(ofEpoch, batch));
    }

    private Path previous(String name) {
        return folder.resolve(name + PREVIOUS);
    }

    private static void copy(Path from, Path to) {
        if (Files.exists(from)) {
            AtomicFile.write(to, out -> Files.copy(from, out));
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
            save(epoch, batch);
        }
    }

    @Override
    public void onEpochEnd(int number, Logs logs) {
        if (saveFreq == 0) {
            save(number + 1, 0);
        }
    }

    /** Whenever this is killed, weights and metadata are of one time: see {@link #finish}. */
    private void save(int ofEpoch, int batch) {
        try {
            Files.createDirectories(folder);
            if (doubleCheckpoint) {
                copy(folder.resolve(WEIGHTS), previous(WEIGHTS));
                copy(folder.resolve(METADATA), previous(METADATA));
            }
            Path weights = pending(ofEpoch, batch);
            getModel().saveWeights(weights);
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("epoch", ofEpoch);
            metadata.put("batch", batch);
            byte[] json = Json.write(metadata);
            AtomicFile.write(folder.resolve(METADATA), out -> out.write(json));
            makeLatest(weights);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void onTrainEnd(Logs logs) {
        if (!deleteCheckpoint || !Files.isDirectory(folder)) {
            return;
        }
        try {
            for (String name : new String[] {METADATA, WEIGHTS}) {
                Files.deleteIfExists(folder.resolve(name));
                Files.deleteIfExists(previous(name));
            }
            deletePending();
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // There are files of others in it.
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private KerasException unwritable(IOException e) {
        return new KerasException("BackupAndRestore: expected a folder that can be written, received " + e, e);
    }
}
