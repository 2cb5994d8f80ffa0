package keras4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Paths;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.Structure;
import keras4j.internal.dl4j.Dl4jModel;
import keras4j.internal.formats.FileFormats;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.CallArg;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What every model can do: compile, fit, evaluate, predict, hand out its weights and save itself. Keras: {@code Model}.
 *
 * <p>Data come as arrays with one row a sample, as ND4J arrays whose first axis is the batch's, as a
 * {@link keras4j.data.Dataset} or as a {@link keras4j.data.BatchStream}. Shapes are Keras's: (batch, features), (batch, time,
 * features), channels last. Predictions may be asked for from any thread, also while the model is being fitted: each batch of
 * a prediction then sees the weights after one step or another, whole.
 */
public class Model extends TrainableModel {
    /** Whether a subclass says in call what the model computes. */
    private final boolean isDescribedByCall;
    /** Whether it does so for inputs in a map. */
    private final boolean isDescribedByNames;

    private List<String> names = List.of();

    /** For a subclass, which says in {@link #call(Symbol)} what it computes. */
    protected Model() {
        super("", (Graph) null);
        defaultName(Names.snakeCase(Names.classOf(this)));
        isDescribedByCall = true;
        isDescribedByNames = CustomSteps.isOverridden(this, "call", Map.class);
    }

    /**
     * A model of all layers that lie between inputs and outputs: a symbol, or a list or a map of symbols, or lists and maps of these.
     * Layers without a name are numbered by class. Data can be given in the same way; arrays in lists are in the order of the
     * inputs, which in maps is that of the names.
     *
     * @param inputs made by {@code input(..)}
     * @param outputs made of them by calls of layers
     * @throws KerasException if an output needs another input, two layers have one name, or a layer that is called twice would need
     *     other weights
     */
    public Model(Object inputs, Object outputs) {
        this(ModelKind.FUNCTIONAL, new Network(Graph.attached(inputs, outputs)));
    }

    Model(ModelKind kind, Network network) {
        super(Names.snakeCase(kind.className()), network);
        isDescribedByCall = false;
        isDescribedByNames = false;
    }

    /** What is built when it is needed. */
    Model(Graph graph) {
        super(Names.snakeCase(ModelKind.FUNCTIONAL.className()), graph);
        isDescribedByCall = false;
        isDescribedByNames = false;
    }

    /** Sets the model's name; Keras's unless given: "sequential", "functional", or that of the subclass in snake case. */
    @Override
    public Model name(String value) {
        return super.name(value);
    }

    /**
     * Whether gradients train the model, and all layers in it; true unless given. It may be changed at any time, and counts
     * from the first training after the next compile on: of this model, or of one that it is a layer of. Of a model that is
     * not trained itself, nothing is trained, whatever its layers say; where it is a layer of another one, they decide. Keras:
     * {@code model.trainable}.
     */
    @Override
    public Model trainable(boolean value) {
        return super.trainable(value);
    }

    /** Refuses it: a layer that only adds a penalty, {@link keras4j.layers.ActivityRegularization}, is the way. */
    @Override
    public Model activityRegularizer(Regularizer regularizer) {
        throw KerasException.expected("activityRegularizer", "a layer that is no model", this);
    }

    @Override
    ModelKind kind() {
        return ModelKind.FUNCTIONAL;
    }

    /** The same as {@link #call(Symbol)} for several inputs or outputs: one of the two is to be overridden. */
    protected List<Symbol> call(List<Symbol> inputs) {
        if (inputs.size() != 1) {
            throw KerasException.expected(
                    getName(), "a method call(List<Symbol>) that describes a model of several inputs", "none");
        }
        return Arrays.asList(call(inputs.get(0)));
    }

    /**
     * The same for inputs by their names, as the data have them in a map, or {@link #apply(Map)}. Keras: {@code call} of a dict.
     *
     * @param inputs asked for a name that is not there it throws
     * @return a symbol, or lists and maps of symbols
     */
    protected Object call(Map<String, Symbol> inputs) {
        return call(List.copyOf(inputs.values()));
    }

    /**
     * What the model gives for inputs by their names, in lists and maps as its own or by the names of their layers. Keras: {@code
     * model({"a": a})}.
     *
     * @throws KerasException for names of no inputs, or several outputs: see {@link #applyAll(Map, CallArg...)}
     */
    public final Symbol apply(Map<String, ?> inputs, CallArg... args) {
        return only(applyAll(inputs, args));
    }

    /** The same for a model of several outputs, in their order. */
    public final List<Symbol> applyAll(Map<String, ?> inputs, CallArg... args) {
        List<Object> given = new ArrayList<>();
        Structure structure = Structure.of(getName(), KerasException.notNull(getName(), "inputs", inputs), given);
        List<Symbol> symbols = new ArrayList<>();
        for (Object each : given) {
            if (!(each instanceof Symbol symbol)) {
                throw KerasException.expected(getName(), "symbols by the names of inputs", each);
            }
            symbols.add(symbol);
        }
        takeNames(structure);
        Graph known = graph();
        return applyAll(known == null ? symbols : ordered(known, structure, symbols), args);
    }

    private List<Symbol> ordered(Graph known, Structure given, List<Symbol> symbols) {
        Structure wanted = known.inputStructure();
        int[] places = wanted.places(given, known.inputNames());
        if (places == null || Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw Arrangement.wrong(getName(), "inputs for ", wanted, known.inputNames(), given);
        }
        return Arrays.stream(places).mapToObj(symbols::get).toList();
    }

    /** Takes the names of what is given first, for a subclass that describes inputs by them. */
    final void takeNames(Structure given) {
        if (isDescribedByNames && given.isFlatMap() && builtNetwork() == null) {
            names = given.paths(null);
        }
    }

    /**
     * One step of training, described by symbols: what is made of them is planned once and computed for each batch. Calls of layers
     * are those of inference unless they say {@code training(true)}. Unless overridden: forward as in training, the loss, and a step
     * of {@link #getOptimizer}. Keras: {@code train_step}.
     */
    protected void trainStep(TrainStep step) {
        List<Symbol> yPred = applyAll(step.xs(), Args.training(true));
        Symbol loss = computeLoss(step, yPred);
        step.minimize(getOptimizer(), loss, trainableWeights());
        step.computeMetrics(loss, yPred);
    }

    /** The same of an evaluation, forward as in inference. Keras: {@code test_step}. */
    protected void testStep(Step step) {
        List<Symbol> yPred = applyAll(step.xs(), Args.training(false));
        step.computeMetrics(computeLoss(step, yPred), yPred);
    }

    /** The same of a prediction: what predict gives, one for each output, (batch, ..). Keras: {@code predict_step}. */
    protected List<Symbol> predictStep(Step step) {
        return applyAll(step.xs(), Args.training(false));
    }

    /**
     * The loss, one number: that of compile and what {@link Step#losses} adds, unless overridden. Keras: {@code compute_loss}.
     *
     * @param step has inputs, labels and weights of the samples
     * @param yPred one for each output
     */
    protected Symbol computeLoss(Step step, List<Symbol> yPred) {
        return step.compiledLoss(yPred);
    }

    /** A subclass is asked once, when the shapes of the inputs are known: by {@link #build}, by a call, or from the first data. */
    @Override
    Graph describe(List<Shape> inputs) {
        boolean hasCall = isDescribedByNames
                || CustomSteps.isOverridden(this, "call", Symbol.class)
                || CustomSteps.isOverridden(this, "call", List.class);
        List<Layer<?>> models = new ArrayList<>(named().values());
        models.removeIf(layer -> !(layer instanceof Model));
        boolean needsInputs = hasCall || models.isEmpty();
        if (!isDescribedByCall || needsInputs && inputs == null) {
            return null;
        }
        if (!hasCall && !models.isEmpty()) {
            return Graph.attached(List.of(), List.of(), models);
        }
        if (isDescribedByNames) {
            NamedSymbols byName = named(inputs);
            return Graph.attached(byName, call(byName), models);
        }
        List<Symbol> symbols =
                inputs.stream().map(shape -> new Input(shape.dims()).symbol()).toList();
        return Graph.attached(onlyOrAll(symbols), onlyOrAll(call(symbols)), models);
    }

    private static Object onlyOrAll(List<Symbol> symbols) {
        return symbols.size() == 1 ? symbols.get(0) : symbols;
    }

    private NamedSymbols named(List<Shape> inputs) {
        if (inputs.size() != names.size()) {
            throw KerasException.expected(
                    getName(), "inputs in a map, for call(Map<String, Symbol>)", inputs.size() + " without names");
        }
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            symbols.add(new Input(inputs.get(i).dims()).name(names.get(i)).symbol());
        }
        return new NamedSymbols(getName(), names, symbols);
    }

    @Override
    void forget(Graph described) {
        described.detach();
    }

    /** The fields of a subclass that are layers, by their names. */
    @Override
    protected final Map<String, Layer<?>> named() {
        return isDescribedByCall ? Fields.layers(this) : Map.of();
    }

    /** Whether it is one of a subclass that says itself what it does. */
    final boolean isDescribedByCall() {
        return isDescribedByCall;
    }

    @Override
    protected final Map<String, Layer<?>> paths() {
        return isDescribedByCall ? Fields.layerPaths(this) : Map.of();
    }

    /** A model of the same layers on inputs of another one. */
    Model on(List<Symbol> inputs) {
        Graph own = graph();
        List<Symbol> outputs = calls(inputs);
        return new Model(
                        own.inputStructure().pack(inputs::get),
                        own.outputStructure().pack(outputs::get))
                .name(getName());
    }

    @Override
    protected final Map<String, Object> serialized() {
        return ModelConfig.write(kind(), getName(), isTrainable(), getLayers(), graph());
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
        return Predictor.of(built("predictor"));
    }

    /** The inputs' names, in their order: those of their layers. None before the model is built. Keras: {@code input_names}. */
    public final List<String> getInputNames() {
        Network built = network();
        return built == null ? List.of() : built.inputNames();
    }

    /**
     * The outputs' names, in their order: those of the layers that make them. None before the model is built. Keras: {@code
     * output_names}.
     */
    public final List<String> getOutputNames() {
        Network built = network();
        return built == null ? List.of() : built.outputNames().layers();
    }

    /** Prints Keras's table of the layers. */
    public final void summary() {
        Terminal.print(summaryText());
    }

    /** Keras's table of the layers. */
    public final String summaryText() {
        return Summary.of(getName(), parts(), network(), optimizerAtWork());
    }

    /**
     * The model's layers, and optimizer, loss and metrics if it is compiled, as Keras's JSON; no weights. Keras:
     * {@code to_json}.
     */
    public final String toJson() {
        return ModelConfig.toJson(described("toJson"));
    }

    /** The model without its weights, which a Sequential need not have yet. */
    private SavedModel described(String verb) {
        Network built = kind() == ModelKind.SEQUENTIAL ? network() : built(verb);
        return new SavedModel(kind(), getName(), null, getLayers(), built, compiled(), null);
    }

    private SavedModel trained(String verb) {
        built(verb);
        Trainer trainer = trainer();
        return new SavedModel(
                kind(), getName(), trainer.network(), trainer.compiled(), paths(), trainer.savedOptimizers());
    }

    /**
     * Saves layers and weights, and optimizer, its state, loss and metrics if the model is compiled. The extension says how:
     * ".keras", Keras's own file; ".h5" or ".hdf5", that of Keras 2, which has no optimizer's state; ".json", which has no
     * weights. A file that is there is replaced at once, when the new one is whole. The same model always gives the same
     * bytes.
     *
     * @throws KerasException if the extension is another one, the format cannot have the model or the file cannot be written
     */
    public final void save(String path) {
        save(Paths.of("save", path));
    }

    /** See {@link #save(String)}. */
    public final void save(Path path) {
        FileFormat.ModelWriter format =
                FileFormats.of(FileFormat.ModelWriter.class, KerasException.notNull("save", "a path", path));
        format.write(path, format.hasWeights() ? trained("save") : described("save"));
    }

    /**
     * Saves the weights alone, and the states of the optimizers, of that of compile and of those in fields, if the format, which the
     * extension says, has them. Keras: {@code save_weights}.
     *
     * @throws KerasException if the extension is that of no format for weights, or the file cannot be written
     */
    public final void saveWeights(String path, SaveWeightsArg... args) {
        saveWeights(Paths.of("saveWeights", path), args);
    }

    /** See {@link #saveWeights(String, SaveWeightsArg...)}. */
    public final void saveWeights(Path path, SaveWeightsArg... args) {
        SavedModel model = trained("saveWeights");
        weightsFormat(FileFormat.WeightsWriter.class, "saveWeights", path, new Options("saveWeights", args))
                .writeWeights(path, model);
    }

    private <T extends FileFormat> T weightsFormat(Class<T> ability, String verb, Path path, Options options) {
        Map<String, String> names = options.get(Args.ModuleNames.class, Args.ModuleNames::value, null);
        KerasException.notNull(verb, "a path", path);
        if (names == null) {
            T format = ability == FileFormat.WeightsReader.class
                    ? FileFormats.ofContent(ability, path)
                    : FileFormats.of(ability, path);
            return kind() != ModelKind.SEQUENTIAL && format instanceof FileFormat.ModuleWeights modules
                    ? ability.cast(modules.named(moduleNames()))
                    : format;
        }
        names.keySet().forEach(this::getLayer);
        return ability.cast(FileFormats.of(FileFormat.ModuleWeights.class, path).named(names));
    }

    /** The names of a subclass's fields, by those of the layers in them. */
    private Map<String, String> moduleNames() {
        Map<String, String> names = new HashMap<>();
        named().forEach((field, layer) -> names.put(layer.getName(), field));
        return names;
    }

    /**
     * Sets the weights to those in a file, which may be one of a whole model, and the optimizers' states if the file has them. Of an
     * optimizer that has not been applied here it is checked when a step is described that does so: before that step changes
     * anything. Keras: {@code load_weights}.
     *
     * @throws KerasException if the file cannot be read, or has others than this model; nothing has changed then
     */
    public final void loadWeights(String path, LoadWeightsArg... args) {
        loadWeights(Paths.of("loadWeights", path), args);
    }

    /** See {@link #loadWeights(String, LoadWeightsArg...)}. */
    public final void loadWeights(Path path, LoadWeightsArg... args) {
        Options options = new Options("loadWeights", args);
        SavedModel model = trained("loadWeights");
        weightsFormat(FileFormat.WeightsReader.class, "loadWeights", path, options)
                .readWeights(
                        path,
                        model,
                        options.get(Args.SkipMismatch.class, Args.SkipMismatch::value, false),
                        options.get(Args.ByName.class, Args.ByName::value, false));
        trainer().goOn();
    }

    /**
     * Writes what the model computes when it does not train, for other programs to run; the extension says how, and ".onnx",
     * the Open Neural Network Exchange format (opset 17), is known. Inputs and outputs have the names of the layers that make
     * them, and as many samples as they are given. Keras: {@code export}.
     *
     * @throws KerasException if the extension is another one, a layer has no such form, or the file cannot be written
     */
    public final void export(String path) {
        export(Paths.of("export", path));
    }

    /** See {@link #export(String)}. */
    public final void export(Path path) {
        FileFormats.of(FileFormat.ModelExporter.class, KerasException.notNull("export", "a path", path))
                .export(path, getName(), built("export"));
    }

    /**
     * DL4J's configuration of a model whose layers run one after the other, made of DL4J's own layer classes.
     *
     * @throws KerasException for another model
     */
    public final MultiLayerConfiguration getMultiLayerConfiguration() {
        return dl4j("getMultiLayerConfiguration").chainConfiguration();
    }

    /**
     * A live DL4J network with a copy of the weights; its {@code output} equals {@link #predict}, with one row for each
     * position if outputs have more axes than one. It ends with DL4J's own loss and can be trained there if the model is
     * compiled with a loss and an optimizer that DL4J has too; otherwise it can predict only.
     *
     * @throws KerasException for a model whose layers do not run one after the other
     */
    public final MultiLayerNetwork toMultiLayerNetwork() {
        return dl4j("toMultiLayerNetwork").chainNetwork();
    }

    /**
     * DL4J's configuration of any model: layers and vertices of DL4J, and vertices that run a layer's own kernel where DL4J
     * has none.
     */
    public final ComputationGraphConfiguration getComputationGraphConfiguration() {
        return dl4j("getComputationGraphConfiguration").graphConfiguration();
    }

    /**
     * A live DL4J graph with a copy of the weights; see {@link #toMultiLayerNetwork}. A layer that is called twice is two
     * layers there, so that such a model can predict only.
     */
    public final ComputationGraph toComputationGraph() {
        return dl4j("toComputationGraph").graphNetwork();
    }

    private Dl4jModel dl4j(String verb) {
        return isCompiled() ? new Dl4jModel(built(verb), compiled()) : new Dl4jModel(built(verb), null);
    }

    @Override
    public String toString() {
        Network built = builtNetwork();
        String params = built == null ? "not built" : built.countParams() + " params";
        return Names.classOf(this) + "(" + getName() + ": " + getLayers().size() + " layers, " + params + ")";
    }
}
