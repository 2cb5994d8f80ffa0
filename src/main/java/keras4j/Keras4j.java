package keras4j;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import keras4j.core.KerasException;
import keras4j.core.Seeds;
import keras4j.internal.dl4j.Dl4jEngine;
import keras4j.internal.saving.KerasFile;

/** What belongs to no model. Keras: {@code keras.saving}, {@code keras.utils}. */
public final class Keras4j {
    private Keras4j() {}

    /**
     * Makes all that is random from here on repeat: first weights, shuffling and dropout that are not given seeds of their
     * own. Keras: {@code keras.utils.set_random_seed}.
     */
    public static void setRandomSeed(long seed) {
        Seeds.set(seed);
    }

    /**
     * Sets how many threads ND4J and BLAS use in this process; all there are unless set, here or by OMP_NUM_THREADS. One is
     * faster for small models.
     */
    public static void setThreads(int threads) {
        Dl4jEngine.setThreads(threads);
    }

    /**
     * Reads a model with its weights from a ".keras" file of Keras 3 or of {@link Model#save}. The file's optimizer, loss
     * and metrics are not read: compile the model before you train it further.
     *
     * @throws KerasException if the file cannot be read or holds what is not supported
     */
    public static Model loadModel(String path) {
        return loadModel(path("loadModel", path));
    }

    /** See {@link #loadModel(String)}. */
    public static Model loadModel(Path path) {
        KerasFile.Saved saved = KerasFile.read(KerasException.notNull("loadModel", "a path", path));
        return new Sequential(saved.name(), saved.network());
    }

    /** The path that a text means. */
    static Path path(String where, String text) {
        try {
            return Path.of(KerasException.notNull(where, "a path", text));
        } catch (InvalidPathException e) {
            throw new KerasException(where + ": expected a path, received one with " + e.getReason(), e);
        }
    }
}
