package keras4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.internal.saving.ModelConfig;

/** Models in files, whose extension says the format. */
final class ModelFiles {
    private ModelFiles() {}

    /**
     * Reads a model; from .json, its weights are random.
     *
     * @throws KerasException naming the file and what is wrong with it
     */
    static Model read(Path file) {
        if (isKeras(file)) {
            return Keras4j.loadModel(file);
        }
        try {
            return Keras4j.modelFromJson(text(file));
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a model to predict with: a loss, metric or optimizer that is not known here does not matter then. */
    static Model readToPredict(Path file) {
        return isKeras(file) ? Keras4j.loadModel(file, false) : read(file);
    }

    /**
     * Reads a model that has been compiled.
     *
     * @throws KerasException if it has not, too
     */
    static Model readCompiled(Path file) {
        Model model = read(file);
        if (!model.isCompiled()) {
            throw KerasException.expected(
                    file.toString(),
                    "a compiled model: call compile(..) in Keras or keras4j before you save it",
                    "one without optimizer and loss");
        }
        return model;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > ModelConfig.MOST_JSON) {
                throw KerasException.expected(
                        "model", "at most " + ModelConfig.MOST_JSON + " bytes of JSON", Files.size(file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new KerasException("expected a readable file of JSON, received " + e, e);
        }
    }

    /** Writes a model; to .json, without its weights. */
    static void write(Model model, Path file) {
        if (isKeras(file)) {
            model.save(file);
        } else {
            byte[] json = model.toJson().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, out -> out.write(json));
        }
    }

    /**
     * Looks before long work whether a model could be written there.
     *
     * @throws KerasException if the extension is no model's, or the file cannot be there
     */
    static void checkWritable(Path file) {
        isKeras(file);
        AtomicFile.check(file);
    }

    /** Whether it is a .keras file, which has weights, and not a .json file. */
    static boolean isKeras(Path file) {
        boolean keras = file.toString().endsWith(".keras");
        if (!keras && !file.toString().endsWith(".json")) {
            throw KerasException.expected("model file", "a name that ends with .keras or .json", file);
        }
        return keras;
    }
}
