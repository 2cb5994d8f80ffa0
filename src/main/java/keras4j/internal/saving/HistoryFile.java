package keras4j.internal.saving;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keras4j.core.AtomicFile;
import keras4j.core.Json;

/** What a fit computed in each epoch, as a file of JSON: Keras's {@code History.history}. */
public final class HistoryFile {
    private HistoryFile() {}

    /**
     * Writes it, replacing a file that is there. NaN and infinity are written as Python does.
     *
     * @throws keras4j.core.KerasException if the file cannot be written
     */
    public static void write(Path file, Map<String, ? extends List<?>> history) {
        byte[] json = Json.write(history);
        AtomicFile.write(file, out -> out.write(json));
    }
}
