package keras4j.internal.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import keras4j.core.AtomicFile;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Zip;
import keras4j.internal.dl4j.Dl4jReader;
import keras4j.internal.dl4j.Dl4jZip;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.saving.KerasFile;
import keras4j.internal.saving.ModelConfig;

/**
 * DL4J's file, ".zip": what its ModelSerializer restores, and beside it the entries of a ".keras" file, from which it is read
 * back with all that DL4J's form does not say. Of a file of DL4J's own, layers and weights are read; no entry of a file is
 * deserialised.
 */
public final class Dl4jFile implements FileFormat.ModelWriter, FileFormat.ModelReader {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String NO_COEFFICIENTS = "noParams.marker";
    private static final int MAX_ENTRIES = 100;

    Dl4jFile() {}

    private interface Content {
        void writeTo(ZipOutputStream zip) throws IOException;
    }

    @Override
    public void write(Path file, SavedModel model) {
        AtomicFile.write(file, out -> {
            model.network().lock(); // both have the weights of one moment
            try {
                Dl4jZip dl4j = new Dl4jZip(model.network(), model.compiled());
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.setLevel(Deflater.NO_COMPRESSION);
                    put(zip, CONFIGURATION, to -> to.write(dl4j.configuration()));
                    put(zip, COEFFICIENTS, dl4j::writeCoefficients);
                    if (dl4j.isEmpty()) {
                        put(zip, NO_COEFFICIENTS, to -> {});
                    }
                    KerasFile.write(zip, model);
                }
            } finally {
                model.network().unlock();
            }
        });
    }

    private static void put(ZipOutputStream zip, String name, Content content) throws IOException {
        zip.putNextEntry(Zip.entry(name));
        content.writeTo(zip);
        zip.closeEntry();
    }

    @Override
    public SavedModel read(Path file, boolean compile) {
        try {
            return Zip.read(file, zip -> {
                checkEntries(zip);
                return KerasFile.isIn(zip) ? KerasFile.read(zip, compile) : dl4j(zip);
            });
        } catch (IOException | IllegalArgumentException e) { // the latter for a name that is no text
            throw new KerasException(file + ": expected a .zip file of DL4J's, received " + e, e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    private static SavedModel dl4j(ZipFile zip) throws IOException {
        byte[] json = Zip.bytes(zip, CONFIGURATION, ModelConfig.MAX_JSON);
        Dl4jReader reader = new Dl4jReader(Json.read(CONFIGURATION, json));
        byte[] coefficients = Zip.bytes(zip, COEFFICIENTS, (int) Math.min(Integer.MAX_VALUE - 8, reader.mostBytes()));
        String name = Names.snakeCase(reader.kind().className());
        return new SavedModel(reader.kind(), name, reader.network(coefficients), null, null);
    }

    private static void checkEntries(ZipFile zip) {
        List<String> names =
                zip.stream().limit(MAX_ENTRIES).map(ZipEntry::getName).toList();
        if (zip.size() > MAX_ENTRIES || new HashSet<>(names).size() != names.size()) {
            throw KerasException.expected("zip", "at most " + MAX_ENTRIES + " entries, each once", names);
        }
    }
}
