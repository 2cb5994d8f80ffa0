package keras4j.internal.saving;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import keras4j.core.AtomicFile;
import keras4j.core.Compiled;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Zip;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.graph.Slot;

/**
 * The HDF5 file of Keras 2, which Keras 3 calls legacy and still reads and writes, ".h5" and ".hdf5": the configs are
 * attributes, and each layer's weights are in a group of its name, the trained ones first. The optimizer's state is read and
 * not written: Keras cannot train a Sequential whose file has it.
 */
public final class LegacyH5 implements FileFormat.ModelWriter, FileFormat.ModelReader, FileFormat.WeightsReader {
    private static final String WEIGHTS = "model_weights";
    private static final String OPTIMIZER = "optimizer_weights";

    LegacyH5() {}

    @Override
    public void write(Path file, SavedModel model) {
        AtomicFile.write(file, out -> {
            Hdf5Writer hdf = new Hdf5Writer();
            hdf.attribute("", "keras_version", KerasFile.KERAS_VERSION);
            hdf.attribute("", "backend", "tensorflow");
            hdf.attribute("", "model_config", json(LegacyConfig.write(model)));
            if (model.compiled() != null) {
                hdf.attribute(
                        "", "training_config", json(LegacyConfig.writeCompiled(model.compiled(), model.network())));
            }
            model.network().lock();
            try {
                writeWeights(hdf, model.network());
                hdf.writeTo(out);
            } finally {
                model.network().unlock();
            }
        });
    }

    private static String json(Map<String, Object> object) {
        return new String(Json.write(object), StandardCharsets.UTF_8);
    }

    private static void writeWeights(Hdf5Writer hdf, Network network) {
        float[] weights = network.weights();
        List<String> layers = new ArrayList<>();
        for (Placed placed : network.layers()) {
            String layer = placed.layer().getName();
            Map<Integer, String> paths = new HashMap<>();
            addPaths(layer, placed, paths);
            List<String> names = new ArrayList<>();
            for (Slot slot : LegacyWeights.inOrder(placed)) {
                String path = paths.get(slot.offset());
                names.add(path);
                int slash = path.lastIndexOf('/');
                String group = WEIGHTS + "/" + layer + "/" + path.substring(0, slash);
                hdf.put(group, path.substring(slash + 1), weights, slot);
            }
            hdf.group(WEIGHTS + "/" + layer);
            hdf.attribute(WEIGHTS + "/" + layer, LegacyWeights.WEIGHT_NAMES, names);
            layers.add(layer);
        }
        hdf.attribute(WEIGHTS, LegacyWeights.LAYER_NAMES, layers);
        hdf.attribute(WEIGHTS, "keras_version", KerasFile.KERAS_VERSION);
        hdf.attribute(WEIGHTS, "backend", "tensorflow");
    }

    /** By the places of a layer's weights their names, such as dense/kernel, or block/dense/kernel in a model. */
    private static void addPaths(String path, Placed placed, Map<Integer, String> paths) {
        placed.parts().forEach(part -> addPaths(path + "/" + part.layer().getName(), part, paths));
        placed.own()
                .forEach(slot ->
                        paths.put(slot.offset(), path + "/" + slot.spec().name()));
    }

    @Override
    public SavedModel read(Path file, boolean compile) {
        return reading(file, (hdf, bytes) -> {
            String config = hdf.text("model_config");
            if (config == null) {
                throw KerasException.expected("model_config", "one", "none: is it a file of weights alone?");
            }
            KerasVersion version = KerasVersion.of(hdf);
            Map<String, Object> json = Json.read("model_config", config.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> modern = Keras2Config.modern(json, version);
            InputShapes.complete(modern, hdf.group(WEIGHTS));
            ModelConfig model = ModelConfig.read(modern);
            if (model.graph() == null) {
                throw KerasException.expected(
                        "model_config", "the shape of the input, in it or clear from the weights", "none");
            }
            WeightsH5.checkSize("HDF5", bytes, Network.countParams(model.graph()), Zip.MAX_COMPRESSION);
            Network network = model.network();
            network.set(LegacyWeights.own(hdf.group(WEIGHTS), version, network));
            String training = compile ? hdf.text("training_config") : null;
            return training == null
                    ? new SavedModel(model.kind(), model.name(), network, null, null)
                    : compiled(model, network, training, hdf);
        });
    }

    private static SavedModel compiled(ModelConfig model, Network network, String training, Hdf5Reader hdf) {
        try {
            Map<String, Object> json = Json.read("training_config", training.getBytes(StandardCharsets.UTF_8));
            Compiled compiled = CompileConfig.read(Keras2Compile.modern(json));
            OptimizerState optimizer = network.optimizerState(compiled.optimizer());
            if (hdf.has(OPTIMIZER)) {
                LegacyWeights.readOptimizer(hdf.group(OPTIMIZER), network, optimizer);
            }
            return new SavedModel(model.kind(), model.name(), network, compiled, optimizer);
        } catch (KerasException e) {
            throw new KerasException(e.getMessage() + KerasFile.WITHOUT_COMPILING, e);
        }
    }

    /** The file may be one of weights alone, as Keras 2 wrote. */
    @Override
    public void readWeights(
            Path file, Network network, OptimizerState optimizer, boolean skipMismatch, boolean byName) {
        reading(file, (hdf, bytes) -> {
            Hdf5Reader weights = hdf.has(WEIGHTS) ? hdf.group(WEIGHTS) : hdf;
            KerasVersion version = KerasVersion.of(hdf);
            network.set(
                    byName
                            ? LegacyWeights.byName(weights, version, network, skipMismatch)
                            : LegacyWeights.inOrder(weights, version, network, skipMismatch));
            return null;
        });
    }

    /** Whether a file of HDF5 is one of this layout, and not of {@link WeightsH5}. */
    public static boolean is(Path file) {
        return reading(
                file,
                (hdf, bytes) -> hdf.has(WEIGHTS)
                        || !hdf.texts(LegacyWeights.LAYER_NAMES).isEmpty());
    }

    private static <T> T reading(Path file, BiFunction<Hdf5Reader, byte[], T> reading) {
        try {
            byte[] bytes = Hdf5Reader.bytes(file, Integer.MAX_VALUE - 8);
            return Hdf5Reader.read("HDF5", bytes, hdf -> reading.apply(hdf, bytes));
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }
}
