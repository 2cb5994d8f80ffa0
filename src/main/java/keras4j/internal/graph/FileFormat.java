package keras4j.internal.graph;

import java.nio.file.Path;
import java.util.Map;

/**
 * A format of files: a class that implements those of the interfaces here that it can do, and that is a line in
 * {@code FileFormats}. All throw a {@link keras4j.core.KerasException} that names the file and what is wrong with it.
 */
public interface FileFormat {
    /** Whether there are weights in it, and not only what makes them. */
    default boolean hasWeights() {
        return true;
    }

    /** Writes models. */
    interface ModelWriter extends FileFormat {
        /** Writes the model, replacing a file that is there; with a network if the format has weights. */
        void write(Path file, SavedModel model);
    }

    /** Reads models. */
    interface ModelReader extends FileFormat {
        /** @param compile whether to read what the model was compiled with */
        SavedModel read(Path file, boolean compile);
    }

    /** Writes what models compute, for other programs to run. */
    interface ModelExporter extends FileFormat {
        /** Writes it, replacing a file that is there. */
        void export(Path file, String name, Network network);
    }

    /** Writes weights alone. */
    interface WeightsWriter extends FileFormat {
        /** Writes those of a model; and the states of its optimizers, if the format has them. */
        void writeWeights(Path file, SavedModel model);
    }

    /** Reads weights into a model that is there. */
    interface WeightsReader extends FileFormat {
        /**
         * Reads those of a model, and the states of its optimizers if the file has them. Changes nothing if it fails.
         *
         * @param skipMismatch whether weights of another number or shape stay as they are, and are no error
         * @param byName whether layers are those of the same name, and not those in the same order
         */
        void readWeights(Path file, SavedModel model, boolean skipMismatch, boolean byName);
    }

    /** Writes and reads weights as those of modules, as PyTorch has them. */
    interface ModuleWeights extends WeightsWriter, WeightsReader {
        /**
         * The same format with names for the modules.
         *
         * @param modules by the names of the layers; without it they are numbered, as in PyTorch's nn.Sequential
         */
        ModuleWeights named(Map<String, String> modules);
    }
}
