package keras4j;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Parallel;
import keras4j.core.Paths;
import keras4j.core.Seeds;
import keras4j.internal.formats.FileFormats;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.SerializedLayers;
import keras4j.ops.Symbol;

/** What belongs to no model. Keras: {@code keras.saving}, {@code keras.utils}. */
public final class Keras4j {
    private Keras4j() {}

    /**
     * Makes all that is random from here on repeat: first weights, shuffling and dropout that are not given seeds of their
     * own, if it comes in the same order. Of models in several threads, give each fit its own seed. Keras: {@code
     * keras.utils.set_random_seed}.
     */
    public static void setRandomSeed(long seed) {
        Seeds.set(seed);
    }

    /**
     * Sets what runs the models that begin to work from here on: "compiled", as it is unless set, runs the layers' own code,
     * and "dl4j" runs DL4J's network. Both compute the same.
     *
     * @throws KerasException for another name
     */
    public static void setEngine(String name) {
        Engines.choose(name);
    }

    /**
     * Lets classes of one's own be saved, be read again and be given by name: layers, losses, metrics, activations,
     * initializers, regularizers, constraints and optimizers. A file can name what was registered before, and nothing else. Keras: {@code
     * keras.saving.register_keras_serializable}.
     *
     * @param packageName stands before the classes' names in files: "lesson" makes "lesson>Quartic" of Quartic; an activation
     *     has the name of a function there, "lesson>double_relu" of DoubleRelu
     * @param classes each with a constructor without parameters
     * @throws KerasException for a class of another kind, or without such a constructor, or a name that another class has
     */
    public static void registerKerasSerializable(String packageName, Class<?>... classes) {
        CustomClasses.register(packageName, classes);
    }

    /**
     * See {@link #registerKerasSerializable(String, Class...)}.
     *
     * @param name the name instead of the class's
     */
    public static void registerKerasSerializable(String packageName, String name, Class<?> made) {
        CustomClasses.register(packageName, name, made);
    }

    /**
     * Sets how many threads this process takes to compute, in both engines: all processors unless set, here or by
     * OMP_NUM_THREADS. The compiled engine takes more than one where that pays only; in DL4J's, small models are faster with
     * one.
     *
     * @throws KerasException if it is less than 1
     */
    public static void setThreads(int threads) {
        Parallel.setThreads(threads);
    }

    /**
     * Reads a model with its weights, compiled as it was, from a file of Keras or of {@link Model#save}: training goes on where
     * it stopped, if the file has the optimizer's state. What is in the file says the format, whatever its name: that of
     * ".keras", ".h5", or ".json", whose weights are new ones.
     *
     * @throws KerasException if the file cannot be read or holds what is not supported
     */
    public static Model loadModel(String path) {
        return loadModel(path, true);
    }

    /** See {@link #loadModel(String)}. */
    public static Model loadModel(Path path) {
        return loadModel(path, true);
    }

    /**
     * See {@link #loadModel(String)}.
     *
     * @param compile whether the model is to be compiled as it was; not to predict only, nor if the file has a loss, metric
     *     or optimizer that is not here
     */
    public static Model loadModel(String path, boolean compile) {
        return loadModel(Paths.of("loadModel", path), compile);
    }

    /** See {@link #loadModel(String, boolean)}. */
    public static Model loadModel(Path path, boolean compile) {
        return model(
                FileFormats.ofContent(FileFormat.ModelReader.class, KerasException.notNull("loadModel", "a path", path))
                        .read(path, compile));
    }

    /**
     * A model of {@link Model#toJson} or of Keras's {@code to_json}, with new weights and compiled if it was. Keras:
     * {@code keras.models.model_from_json}.
     *
     * @throws KerasException if the text is not such a model, or holds what is not supported
     */
    public static Model modelFromJson(String json) {
        return model(ModelConfig.fromJson(KerasException.notNull("modelFromJson", "a text", json), true));
    }

    /**
     * A model of new layers with the same arguments, and new weights; not compiled. Classes of one's own have to be registered. Keras:
     * {@code keras.models.clone_model}.
     */
    public static Model cloneModel(Model model) {
        KerasException.notNull("cloneModel", "a model", model);
        return (Model) SerializedLayers.deserialize(SerializedLayers.serialize(model));
    }

    /**
     * The same on other inputs. Keras: {@code input_tensors}.
     *
     * @param inputs made by {@code input(..)}, as many as the model has
     * @throws KerasException if the layers cannot take them
     */
    public static Model cloneModel(Model model, Symbol... inputs) {
        return cloneModel(model).on(Arrays.asList(KerasException.notNull("cloneModel", "inputs", inputs)));
    }

    /**
     * Draws a built model's layers and what leads to what, as a PNG or SVG. The same model always gives the same bytes. In a PNG, characters beyond ASCII lose their accents or are boxes; an SVG has all. Keras: {@code keras.utils.plot_model}.
     *
     * @param toFile its extension says the format
     * @throws KerasException if the model is not built, or the file cannot be written
     */
    public static void plotModel(Model model, String toFile, PlotModelArg... args) {
        plotModel(model, Paths.of("plotModel", toFile), args);
    }

    /** See {@link #plotModel(Model, String, PlotModelArg...)}. */
    public static void plotModel(Model model, Path toFile, PlotModelArg... args) {
        ModelPlot.write(KerasException.notNull("plotModel", "a model", model), toFile, args);
    }

    private static Model model(SavedModel saved) {
        Network network = saved.network();
        Model model = network == null
                ? new Sequential(saved.input(), saved.layers(), null)
                : model(saved.kind(), network.graph(), network);
        if (!saved.name().equals(model.getName())) {
            model.name(saved.name());
        }
        model.restore(saved.compiled(), saved.optimizer());
        return model;
    }

    static Model model(ModelKind kind, Graph graph, Network network) {
        if (kind == ModelKind.FUNCTIONAL) {
            return network == null ? new Model(graph) : new Model(kind, network);
        }
        List<Layer<?>> layers = graph.layers();
        return new Sequential((Input) layers.get(0), layers.subList(1, layers.size()), network);
    }
}
