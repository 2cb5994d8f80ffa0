package keras4j.internal.formats;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Registry;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.saving.JsonFile;
import keras4j.internal.saving.KerasFile;
import keras4j.internal.saving.LegacyH5;
import keras4j.internal.saving.OnnxFile;
import keras4j.internal.saving.SafetensorsFile;
import keras4j.internal.saving.WeightsH5;

/** The formats of files, by the extension of a file's name: a line for each. */
public final class FileFormats {
    /** An extension stands before those that it ends with. */
    private static final Registry<FileFormat> REGISTRY = new Registry<FileFormat>("file", "", FileFormat.class)
            .add(KerasFile.class, ".keras")
            .add(WeightsH5.class, ".weights.h5")
            .add(LegacyH5.class, ".h5", ".hdf5")
            .add(JsonFile.class, ".json")
            .add(OnnxFile.class, ".onnx")
            .add(SafetensorsFile.class, ".safetensors")
            .add(Dl4jFile.class, ".zip");

    private FileFormats() {}

    /**
     * The format that a name means.
     *
     * @param ability what it has to be able to do
     * @throws KerasException with the extensions of all that can, if that one cannot, or is not known
     */
    public static <T extends FileFormat> T of(Class<T> ability, Path file) {
        return REGISTRY.names().stream()
                .filter(file.toString()::endsWith)
                .findFirst()
                .map(REGISTRY::get)
                .filter(ability::isInstance)
                .map(ability::cast)
                .orElseThrow(() -> KerasException.expected(
                        "model file", "a name that ends with " + String.join(", ", extensions(ability)), file));
    }

    private static List<String> extensions(Class<? extends FileFormat> ability) {
        return REGISTRY.names().stream()
                .filter(extension -> ability.isInstance(REGISTRY.get(extension)))
                .toList();
    }
}
