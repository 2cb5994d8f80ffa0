package keras4j.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.internal.formats.FileFormats;
import keras4j.internal.graph.FileFormat;

/** Models in files, whose extension says the format. */
final class ModelFiles {
    private ModelFiles() {}

    /**
     * Reads a model that has been compiled.
     *
     * @throws KerasException if it has not, too
     */
    static Model readCompiled(Path file) {
        Model model = Keras4j.loadModel(file);
        if (!model.isCompiled()) {
            throw KerasException.expected(
                    file.toString(),
                    "a compiled model: call compile(..) in Keras or keras4j before you save it",
                    "one without optimizer and loss");
        }
        return model;
    }

    /** The names of a model's inputs; a Sequential that is not built has one all the same. */
    static List<String> inputs(Model model) {
        List<String> names = model.getInputNames();
        return names.isEmpty() ? List.of("input") : names;
    }

    /** The same of its outputs. Those by one layer are numbered: p, p_1. */
    static List<String> outputs(Model model) {
        Set<String> taken = new HashSet<>();
        List<String> names = model.getOutputNames().stream()
                .map(name -> {
                    String candidate = name;
                    for (int i = 1; !taken.add(candidate); i++) {
                        candidate = name + "_" + i;
                    }
                    return candidate;
                })
                .toList();
        return names.isEmpty() ? List.of("output") : names;
    }

    /** Writes a model, or what of it the format has: layers without weights, what it computes, or weights alone. */
    static void write(Model model, Path file) {
        FileFormat format = FileFormats.of(FileFormat.class, file);
        if (format instanceof FileFormat.ModelWriter) {
            model.save(file);
        } else if (format instanceof FileFormat.ModelExporter) {
            model.export(file);
        } else {
            model.saveWeights(file);
        }
    }

    /**
     * Looks before long work whether a model could be written there.
     *
     * @throws KerasException if the extension is no model's, or the file cannot be there
     */
    static void checkWritable(Path file) {
        FileFormats.of(FileFormat.class, file);
        AtomicFile.check(file);
    }

    /** Whether a model has weights in this file, and not random ones. */
    static boolean hasWeights(Path file) {
        return FileFormats.ofContent(FileFormat.ModelReader.class, file).hasWeights();
    }
}
