package keras4j;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Paths;
import keras4j.core.Shape;
import keras4j.internal.dl4j.Dl4jModel;
import keras4j.internal.graph.Network;
import keras4j.internal.saving.KerasFile;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every model can do: compile, fit, evaluate, predict, hand out its weights and save itself. Keras: {@code Model}.
 *
 * <p>Data come as arrays with one row a sample, as ND4J arrays whose first axis is the batch's, as a
 * {@link keras4j.data.Dataset} or as a {@link keras4j.data.BatchStream}. Shapes are Keras's: (batch, features), (batch, time,
 * features), channels last. Predictions may be asked for from any thread, also while the model is being fitted: each batch of
 * a prediction then sees the weights after one step or another, whole.
 */
public abstract class Model extends TrainableModel {
    /** The model if it is built as it stands, else null; builds nothing. */
    abstract Network builtNetwork();

    /** The layers in order, the input's not among them. */
    public abstract List<Layer<?>> getLayers();

    /** The model's name. */
    public abstract String getName();

    @Override
    final Model self() {
        return this;
    }

    /** Copies of all weights, in Keras's order and shapes. */
    public final List<INDArray> getWeights() {
        Network built = built("getWeights");
        return NdArrays.of(built.values(), shapes(built));
    }

    /**
     * Sets all weights, in Keras's order and shapes.
     *
     * @throws KerasException if number or shapes differ; no weight has changed then
     */
    public final void setWeights(List<INDArray> weights) {
        Network built = built("setWeights");
        built.setValues(NdArrays.floats("setWeights", weights, shapes(built)));
    }

    private static List<Shape> shapes(Network built) {
        return built.slots().stream().map(slot -> slot.spec().shape()).toList();
    }

    /** The number of the weights. */
    public final long countParams() {
        return built("countParams").countParams();
    }

    /**
     * The layer of this name.
     *
     * @throws KerasException if there is none
     */
    public final Layer<?> getLayer(String name) {
        return getLayers().stream()
                .filter(layer -> layer.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> Names.unknown(
                        "getLayer",
                        name,
                        getLayers().stream().map(Layer::getName).toList()));
    }

    /**
     * The layer with this number, counted from 0, or from the end if negative.
     *
     * @throws KerasException if there is none
     */
    public final Layer<?> getLayer(int index) {
        int count = getLayers().size();
        if (index < -count || index >= count) {
            throw KerasException.expected("getLayer", "an index below the number of layers, " + count, index);
        }
        return getLayers().get(index < 0 ? index + count : index);
    }

    /** Predictions of the model as it is now, for serving: from any number of threads, in a fraction of a microsecond. */
    public final Predictor predictor() {
        return new Predictor(built("predictor"));
    }

    /** Prints Keras's table of the layers. */
    public final void summary() {
        Terminal.print(summaryText());
    }

    /** Keras's table of the layers. */
    public final String summaryText() {
        return Summary.of(getName(), getLayers(), network(), optimizerAtWork());
    }

    /**
     * The model's layers, and optimizer, loss and metrics if it is compiled, as Keras's JSON; no weights. Keras:
     * {@code to_json}.
     */
    public final String toJson() {
        return ModelConfig.toJson(getName(), getLayers(), network(), compiled());
    }

    /**
     * Saves layers and weights, and optimizer, its state, loss and metrics if the model is compiled; the extension says how,
     * and ".keras", Keras's own file, is known. A file that is there is replaced at once, when the new one is whole. The same
     * model always gives the same bytes.
     *
     * @throws KerasException if the extension is another one or the file cannot be written
     */
    public final void save(String path) {
        save(Paths.of("save", path));
    }

    /** See {@link #save(String)}. */
    public final void save(Path path) {
        KerasException.notNull("save", "a path", path);
        built("save");
        Trainer trainer = trainer();
        KerasFile.write(path, getName(), trainer.network(), trainer.compiled(), trainer.optimizer());
    }

    /** DL4J's configuration of this model, made of DL4J's own layer classes. */
    public final MultiLayerConfiguration getMultiLayerConfiguration() {
        return dl4j("getMultiLayerConfiguration").configuration();
    }

    /**
     * A live DL4J network with a copy of the weights; its {@code output} equals {@link #predict}, with one row for each
     * position if outputs have more axes than one. It ends with DL4J's own loss and can be trained there if the model is
     * compiled with a loss and an optimizer that DL4J has too; otherwise it can predict only.
     */
    public final MultiLayerNetwork toMultiLayerNetwork() {
        return dl4j("toMultiLayerNetwork").network();
    }

    private Dl4jModel dl4j(String verb) {
        return isCompiled()
                ? new Dl4jModel(built(verb), compiled().loss(), compiled().optimizer())
                : new Dl4jModel(built(verb), null, null);
    }

    @Override
    public String toString() {
        Network built = builtNetwork();
        String params = built == null ? "not built" : built.countParams() + " params";
        return getClass().getSimpleName() + "(" + getName() + ": " + getLayers().size() + " layers, " + params + ")";
    }

    private Network built(String verb) {
        Network built = network();
        if (built == null) {
            throw KerasException.expected(
                    verb,
                    "a model with layers and a known input shape: give its first layer an inputDim or add an Input",
                    this);
        }
        return built;
    }
}
