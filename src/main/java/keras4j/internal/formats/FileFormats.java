package keras4j.internal.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Registry;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.saving.LegacyH5;

/** The formats of files, by the extension of a file's name: a line for each. What is read may be of another one. */
public final class FileFormats {
    /** An extension stands before those that it ends with. */
    private static final Registry<FileFormat> REGISTRY = new Registry<FileFormat>(
                    "file", "", FileFormat.class, "keras4j.internal")
            .add("saving.KerasFile", ".keras")
            .add("saving.WeightsH5", ".weights.h5")
            .add("saving.LegacyH5", ".h5", ".hdf5")
            .add("saving.JsonFile", ".json")
            .add("saving.OnnxFile", ".onnx")
            .add("saving.SafetensorsFile", ".safetensors")
            .add("formats.Dl4jFile", ".zip");

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

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

    /**
     * The format of a file that is there, by what is in it: HDF5, a zip or JSON. Before 2.12 Keras wrote HDF5 whatever the name,
     * and files are renamed. That of its name if what is in it says nothing.
     */
    public static <T extends FileFormat> T ofContent(Class<T> ability, Path file) {
        return REGISTRY.names().stream()
                .filter(name(ability, file)::equals)
                .findFirst()
                .map(REGISTRY::get)
                .filter(ability::isInstance)
                .map(ability::cast)
                .orElseGet(() -> of(ability, file));
    }

    /** The extension that says what is in a file; "" if nothing does. */
    private static String name(Class<?> ability, Path file) {
        byte[] start = new byte[0];
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(HDF5.length);
        } catch (IOException e) {
            return "";
        }
        if (Arrays.equals(start, HDF5)) {
            return ability == FileFormat.ModelReader.class || LegacyH5.is(file) ? ".h5" : ".weights.h5";
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\3\4")) {
            return file.toString().endsWith(".zip") ? ".zip" : ".keras";
        }
        return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("\"") ? ".json" : "";
    }

    private static List<String> extensions(Class<? extends FileFormat> ability) {
        return REGISTRY.names().stream()
                .filter(extension -> ability.isInstance(REGISTRY.get(extension)))
                .toList();
    }
}
