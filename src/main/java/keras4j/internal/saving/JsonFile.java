package keras4j.internal.saving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.SavedModel;

/** A file of what Keras's {@code to_json} says, ".json": a model without weights. */
public final class JsonFile implements FileFormat.ModelWriter, FileFormat.ModelReader {
    JsonFile() {}

    @Override
    public boolean hasWeights() {
        return false;
    }

    @Override
    public void write(Path file, SavedModel model) {
        byte[] json = ModelConfig.toJson(model).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    @Override
    public SavedModel read(Path file, boolean compile) {
        try {
            return ModelConfig.fromJson(text(file), compile);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > ModelConfig.MAX_JSON) {
                throw KerasException.expected(
                        "model", "at most " + ModelConfig.MAX_JSON + " bytes of JSON", Files.size(file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new KerasException("expected a readable file of JSON, received " + e, e);
        }
    }
}
