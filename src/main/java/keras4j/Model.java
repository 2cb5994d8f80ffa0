package keras4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.internal.dl4j.Dl4jEngine;
import keras4j.internal.dl4j.Dl4jModel;
import keras4j.internal.graph.Network;
import keras4j.internal.saving.KerasFile;
import keras4j.layers.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every model can do: compile, fit, evaluate, predict, hand out its weights and save itself. Keras: {@code Model}.
 *
 * <p>Data come as arrays with one row a sample, as ND4J arrays whose first axis is the batch's, or as a {@link Dataset}.
 * Shapes are Keras's: (batch, features), (batch, time, features), channels last. Predictions may be asked for from any
 * thread, also while the model is being fitted: each batch of a prediction then sees the weights after one step or another, whole.
 */
public abstract class Model {
    private Compiled compiled;
    private Trainer trainer;

    /** The model if it is built as it stands, else null; builds nothing. */
    abstract Network builtNetwork();

    /** The built model, or null if its input shape is not known yet or it has no layers. */
    abstract Network network();

    /** The built model; its input has this shape if it was not known. */
    abstract Network network(Shape input);

    /** The layers in order, the input's not among them. */
    public abstract List<Layer<?>> getLayers();

    /** The model's name. */
    public abstract String getName();

    /**
     * Sets optimizer, loss and metrics; the optimizer starts anew. What is given must not be changed afterwards.
     *
     * @throws KerasException if the loss is missing
     */
    public final synchronized void compile(CompileArg... args) {
        compiled = Compiled.of(args);
        trainer = null;
    }

    /** Trains; {@code y} has one label a sample. See {@link #fit(Dataset, FitArg...)}. */
    public final History fit(float[][] x, float[] y, FitArg... args) {
        return fit(Dataset.of(x, y), args);
    }

    /** Trains; {@code y} has one class number a sample. See {@link #fit(Dataset, FitArg...)}. */
    public final History fit(float[][] x, int[] y, FitArg... args) {
        return fit(Dataset.of(x, y), args);
    }

    /** Trains; {@code y} has one row a sample. See {@link #fit(Dataset, FitArg...)}. */
    public final History fit(float[][] x, float[][] y, FitArg... args) {
        return fit(Dataset.of(x, y), args);
    }

    /** Trains. See {@link #fit(Dataset, FitArg...)}. */
    public final History fit(INDArray x, INDArray y, FitArg... args) {
        return fit(Dataset.of(x, y), args);
    }

    /**
     * Trains, and returns loss and metrics of every epoch: means over the epoch's own training steps, as in Keras.
     *
     * @throws KerasException if the model is not compiled, or the data do not fit model or loss
     */
    public final History fit(Dataset data, FitArg... args) {
        return trainer("fit", data).fit(data, args);
    }

    /** Loss and metrics; {@code y} has one label a sample. See {@link #evaluate(Dataset, EvaluateArg...)}. */
    public final Logs evaluate(float[][] x, float[] y, EvaluateArg... args) {
        return evaluate(Dataset.of(x, y), args);
    }

    /** Loss and metrics; {@code y} has one class number a sample. See {@link #evaluate(Dataset, EvaluateArg...)}. */
    public final Logs evaluate(float[][] x, int[] y, EvaluateArg... args) {
        return evaluate(Dataset.of(x, y), args);
    }

    /** Loss and metrics; {@code y} has one row a sample. See {@link #evaluate(Dataset, EvaluateArg...)}. */
    public final Logs evaluate(float[][] x, float[][] y, EvaluateArg... args) {
        return evaluate(Dataset.of(x, y), args);
    }

    /** Loss and metrics. See {@link #evaluate(Dataset, EvaluateArg...)}. */
    public final Logs evaluate(INDArray x, INDArray y, EvaluateArg... args) {
        return evaluate(Dataset.of(x, y), args);
    }

    /**
     * Loss and metrics over the data, without training.
     *
     * @throws KerasException if the model is not compiled, or the data do not fit model or loss
     */
    public final Logs evaluate(Dataset data, EvaluateArg... args) {
        return trainer("evaluate", data).evaluate(data, args);
    }

    /** The outputs for one sample's features. */
    public final float[] predict(float[] x, PredictArg... args) {
        return predict(new float[][] {KerasException.notNull("predict(x)", "a sample", x)}, args)[0];
    }

    /**
     * The outputs, one row a sample.
     *
     * @throws KerasException if x does not fit the model, or a sample's output is more than one row of numbers
     */
    public final float[][] predict(float[][] x, PredictArg... args) {
        Dataset data = Dataset.of(x);
        float[] flat = trainer("predict", data).predict(data, args);
        Shape output = network().outputShape();
        if (output.rank() != 1) {
            throw KerasException.expected(
                    "predict(float[][])",
                    "a model whose outputs are rows; use an INDArray or a Dataset",
                    output.batched());
        }
        float[][] rows = new float[data.size()][output.size()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * output.size(), rows[i], 0, output.size());
        }
        return rows;
    }

    /** The outputs, (batch, ..). */
    public final INDArray predict(INDArray x, PredictArg... args) {
        return predict(Dataset.of(x), args);
    }

    /** The outputs for a dataset's inputs, (batch, ..). */
    public final INDArray predict(Dataset x, PredictArg... args) {
        float[] flat = trainer("predict", x).predict(x, args);
        return NdArrays.of(flat, network().outputShape().batchOf(x.size()));
    }

    /** Copies of all weights, in Keras's order and shapes. */
    public final List<INDArray> getWeights() {
        Network built = built("getWeights");
        List<Network.Slot> slots = built.slots();
        List<float[]> values = built.values();
        List<INDArray> copies = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            copies.add(NdArrays.of(values.get(i), slots.get(i).spec().shape().lengths()));
        }
        return copies;
    }

    /**
     * Sets all weights, in Keras's order and shapes.
     *
     * @throws KerasException if number or shapes differ; no weight has changed then
     */
    public final void setWeights(List<INDArray> weights) {
        Network built = built("setWeights");
        List<Network.Slot> slots = built.slots();
        KerasException.notNull("setWeights", slots.size() + " arrays", weights);
        if (weights.size() != slots.size()) {
            throw KerasException.expected("setWeights", slots.size() + " arrays", weights.size());
        }
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Shape expected = slots.get(i).spec().shape();
            String where = "setWeights, array " + i;
            Shape received = NdArrays.shape(KerasException.notNull(where, "shape " + expected, weights.get(i)), 0);
            if (!received.equals(expected)) {
                throw KerasException.expected(where, "shape " + expected, received);
            }
            values.add(NdArrays.floats(weights.get(i)));
        }
        built.setValues(values);
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

    /** Prints Keras's table of the layers. */
    public final void summary() {
        Terminal.print(summaryText());
    }

    /** Keras's table of the layers. */
    public final String summaryText() {
        Network built = network();
        boolean trained = trainer != null && trainer.runs(built);
        return Summary.of(getName(), getLayers(), built, trained ? trainer.optimizer() : null);
    }

    /**
     * Saves layers and weights; the extension says how, and ".keras", Keras's own file, is known. A file that is there is
     * replaced at once, when the new one is whole. The same model always gives the same bytes.
     *
     * @throws KerasException if the extension is another one or the file cannot be written
     */
    public final void save(String path) {
        save(Keras4j.path("save", path));
    }

    /** See {@link #save(String)}. */
    public final void save(Path path) {
        KerasFile.write(KerasException.notNull("save", "a path", path), getName(), built("save"));
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
        return compiled == null
                ? new Dl4jModel(built(verb), null, null)
                : new Dl4jModel(built(verb), compiled.loss(), compiled.optimizer());
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

    private synchronized Trainer trainer(String verb, Dataset data) {
        if (compiled == null && !verb.equals("predict")) {
            throw KerasException.expected(
                    verb, "a compiled model: call compile(optimizer(..), loss(..)) first", "one that is not");
        }
        Network built = network(KerasException.notNull(verb, "data", data).xShape());
        if (built == null) {
            throw KerasException.expected(verb, "a model with layers", this);
        }
        if (trainer == null || !trainer.runs(built)) {
            trainer = new Trainer(built, compiled, Dl4jEngine::new);
        }
        return trainer;
    }
}
