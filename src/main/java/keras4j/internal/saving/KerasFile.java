package keras4j.internal.saving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import keras4j.core.AtomicFile;
import keras4j.core.Compiled;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Zip;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.layers.SharedObjects;

/**
 * Keras 3's own file, ".keras": a zip of metadata.json, config.json and model.weights.h5. Entries are stored without dates,
 * so that the same model gives the same bytes. What is read is untrusted: see {@link ModelConfig} and {@link WeightsH5}.
 */
public final class KerasFile implements FileFormat.ModelWriter, FileFormat.ModelReader, FileFormat.WeightsReader {
    private static final String METADATA = "metadata.json";
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final Set<String> ENTRIES = Set.of(METADATA, CONFIG, WEIGHTS);
    static final String KERAS_VERSION = "3.15.1";
    static final String WITHOUT_COMPILING = "; loadModel(path, false) reads layers and weights alone";

    public KerasFile() {}

    @Override
    public void write(Path file, SavedModel model) {
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                write(zip, model);
            }
        });
    }

    /** Adds the entries of a model, with its weights as they are at one moment. */
    public static void write(ZipOutputStream zip, SavedModel model) throws IOException {
        Network network = model.network();
        Supplier<Map<String, Object>> form =
                () -> ModelConfig.write(model.kind(), model.name(), List.of(), network, model.compiled());
        SharedObjects shared = SharedObjects.of(form);
        LayerPlaces.check(network, shared);
        byte[] metadata = Json.write(Map.of("keras_version", KERAS_VERSION));
        byte[] config = Json.write(shared.writing(form));
        store(zip, METADATA, metadata.length, out -> out.write(metadata));
        store(zip, CONFIG, config.length, out -> out.write(config));
        network.lock();
        try {
            Hdf5Writer weights = WeightsH5.of(model, WeightGroups.numbered(network));
            store(zip, WEIGHTS, weights.size(), weights::writeTo);
        } finally {
            network.unlock();
        }
    }

    /**
     * Adds an entry without compression, as Keras does. That needs the checksum first, so the content is written twice, the
     * first time to nowhere: there may be no room for a second one of a large model.
     */
    private static void store(ZipOutputStream zip, String name, long size, AtomicFile.Content content)
            throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        content.writeTo(checked);
        ZipEntry entry = Zip.entry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(checked.getChecksum().getValue());
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    @Override
    public SavedModel read(Path file, boolean compile) {
        return reading(file, zip -> read(zip, compile));
    }

    /** Whether a zip has the entries of a model. */
    public static boolean isIn(ZipFile zip) {
        return zip.getEntry(CONFIG) != null && zip.getEntry(WEIGHTS) != null;
    }

    /** Reads the model of which a zip has the entries, maybe among others. */
    public static SavedModel read(ZipFile zip, boolean compile) throws IOException {
        KerasVersion version = version(zip);
        Map<String, Object> json = Json.read(CONFIG, Zip.bytes(zip, CONFIG, ModelConfig.MAX_JSON));
        ModelConfig config = SharedObjects.reading(() -> ModelConfig.read(json, version));
        if (config.graph() == null) {
            throw KerasException.expected(CONFIG, "a built model, with an InputLayer or a build_input_shape", "none");
        }
        long params = Network.countParams(config.graph());
        byte[] weights = Zip.bytes(zip, WEIGHTS, WeightsH5.mostBytes(params));
        WeightsH5.checkSize(WEIGHTS, weights, params, 1);
        Network network = config.network();
        network.set(WeightsH5.read(weights, WEIGHTS, network, Map.of(), false));
        return compile
                ? compiled(config, network, weights)
                : new SavedModel(config.kind(), config.name(), network, null, null);
    }

    @Override
    public void readWeights(Path file, SavedModel model, boolean skipMismatch, boolean byName) {
        WeightsH5.checkInOrder(byName);
        reading(file, zip -> {
            int most = WeightsH5.mostBytes(model.network().countParams());
            WeightsH5.read(Zip.bytes(zip, WEIGHTS, most), WEIGHTS, model, skipMismatch);
            return null;
        });
    }

    private static KerasVersion version(ZipFile zip) throws IOException {
        if (zip.getEntry(METADATA) == null) {
            return KerasVersion.KERAS_3;
        }
        Object version = Json.read(METADATA, Zip.bytes(zip, METADATA, ModelConfig.MAX_JSON))
                .get("keras_version");
        return version instanceof String text ? KerasVersion.of(text, null) : KerasVersion.KERAS_3;
    }

    private static <T> T reading(Path file, Zip.Reading<T> reading) {
        try {
            return Zip.read(file, zip -> {
                checkEntries(zip);
                return reading.of(zip);
            });
        } catch (NoSuchFileException e) {
            throw new KerasException(file + ": expected a .keras file, received no such file", e);
        } catch (IOException e) {
            throw new KerasException(file + ": expected a .keras file (a zip), received " + e.getMessage(), e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /** The model with what it was compiled with. */
    private static SavedModel compiled(ModelConfig config, Network network, byte[] weights) {
        try {
            Compiled compiled = CompileConfig.read(config.compileConfig());
            OptimizerState optimizer = compiled == null ? null : network.optimizerState(compiled.optimizer());
            if (optimizer != null) {
                Map<String, AppliedOptimizer> own = Map.of(
                        SavedModel.OPTIMIZER, new AppliedOptimizer(optimizer, network.variables(network.trainable())));
                WeightsH5.readOptimizers(weights, WEIGHTS, network, own, false).forEach(AppliedOptimizer::set);
            }
            return new SavedModel(config.kind(), config.name(), network, compiled, optimizer);
        } catch (KerasException e) {
            throw new KerasException(e.getMessage() + WITHOUT_COMPILING, e);
        }
    }

    private static void checkEntries(ZipFile zip) {
        List<String> names = zip.stream().map(ZipEntry::getName).toList();
        Set<String> distinct = new HashSet<>(names);
        if (distinct.size() != names.size() || !ENTRIES.containsAll(distinct) || !distinct.contains(CONFIG)) {
            throw KerasException.expected("zip", "once each " + METADATA + ", " + CONFIG + ", " + WEIGHTS, names);
        }
    }
}
