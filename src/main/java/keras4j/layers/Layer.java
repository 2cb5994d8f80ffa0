package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LayerWeights;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Regularizer;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.Operation;
import keras4j.ops.Symbol;
import keras4j.regularizers.Regularizers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer: its arguments, which weights follow from them, and what it computes. Shapes are those of one
 * sample. Keras: {@code Layer}.
 *
 * <p>A layer, and its weights, can be in several models, which all see what one of them has learned. It is frozen when it is called,
 * or when a model of it is built: a setter throws from then on.
 *
 * @param <L> the layer's own class, so that setters chain
 */
public abstract class Layer<L extends Layer<L>> implements Operation {
    /** What models call it. */
    final LayerName naming = new LayerName();

    private Shape inputShape;
    private int calls;
    /** The first call in a model that is described; null before. */
    private Symbol first;

    private boolean frozen;
    private Weights own;
    private List<Shape> builtInputs;
    private final Map<String, Layer<?>> registered = new LinkedHashMap<>();
    private boolean trainable = true;
    /** Ends the way where layers are parts of each other. */
    private boolean isSettingTrainable;

    private LayerWeights weights;
    private Regularizer activityRegularizer;

    /** Sets the name; without it the model numbers its layers by class: dense, dense_1. */
    public L name(String value) {
        return beforeAdd(() -> naming.set(value));
    }

    /** The name until a model numbers it. */
    protected final void defaultName(String value) {
        naming.setDefault(value);
    }

    /** The shape of one input sample; needed on a model's first layer only, and even there {@code fit} can find it. */
    public final L inputShape(int... value) {
        Shape shape = shape(value);
        return beforeAdd(() -> inputShape = shape);
    }

    private Shape shape(int[] lengths) {
        String where = Names.classOf(this) + ".inputShape";
        try {
            return Shape.of(KerasException.notNull(where, "lengths", lengths));
        } catch (KerasException e) {
            throw e.in(where);
        }
    }

    /** The number of input features: {@code inputShape(value)}. */
    public final L inputDim(int value) {
        if (value < 1) {
            throw KerasException.expected("inputDim", "a positive number of features", value);
        }
        return inputShape(value);
    }

    /** The regularizer of what the layer gives, by Keras's name, such as "l2". */
    public final L activityRegularizer(String name) {
        return activityRegularizer(Regularizers.REGISTRY.get(name));
    }

    /**
     * The regularizer of what the layer gives: its penalty, divided by the number of samples, is added to the loss of each batch,
     * in training and in evaluation. None unless given. Models that DL4J's engine runs cannot be trained with one.
     */
    public L activityRegularizer(Regularizer regularizer) {
        Regularizer copy = Serialized.copy(regularizer, Regularizers.REGISTRY);
        return set(() -> activityRegularizer = copy);
    }

    /** See {@link #activityRegularizer(Regularizer)}; null for none. */
    Regularizer activityRegularizer() {
        return activityRegularizer;
    }

    /**
     * Whether gradients train the layer's weights, and those of all layers that it is made of; true unless given. It may be
     * changed at any time, and counts from the first training after the model's next compile on.
     */
    @SuppressWarnings("unchecked")
    public L trainable(boolean value) {
        if (isSettingTrainable) {
            return (L) this;
        }
        isSettingTrainable = true;
        trainable = value;
        try {
            Set<Layer<?>> all = new LinkedHashSet<>(named().values());
            all.addAll(parts());
            all.forEach(part -> part.trainable(value));
        } finally {
            isSettingTrainable = false;
        }
        return (L) this;
    }

    /** Sets it for this one only. */
    final void onlyTrainable(boolean value) {
        trainable = value;
    }

    /** The layers that this one is made of; those that are {@link #part registered}, unless overridden. */
    protected List<Layer<?>> parts() {
        return List.copyOf(registered.values());
    }

    /**
     * Registers a layer that this one calls, which may be a model, and may be in models and other layers, too: its weights are then among this one's, behind its own, and in files
     * under this name. If it has no name of its own, it gets one by its class, numbered among the parts.
     * Keras: an attribute of the layer.
     *
     * @throws KerasException if the name is taken
     */
    protected final <P extends Layer<?>> P part(String name, P layer) {
        Layer<?> taken = KerasException.notNull(className() + ".part", "a layer", layer);
        if (registered.putIfAbsent(Names.valid("part name", name), layer) != null) {
            throw KerasException.expected(className() + ".part", "different names", name + " twice");
        }
        taken.naming.own();
        if (layer.getName() == null) {
            long number = registered.values().stream()
                            .filter(part -> part.getClass() == layer.getClass())
                            .count()
                    - 1;
            layer.defaultName(Names.snakeCase(layer.className()) + (number == 0 ? "" : "_" + number));
        }
        if (!trainable) {
            layer.trainable(false);
        }
        return layer;
    }

    /** The {@link #parts}, by the names under which their weights are in files. */
    protected Map<String, Layer<?>> named() {
        return registered;
    }

    /** See {@link #trainable(boolean)}. */
    public final boolean isTrainable() {
        return trainable;
    }

    /**
     * Copies of all weights, in Keras's order and shapes.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<INDArray> getWeights() {
        LayerWeights built = weights("getWeights");
        return NdArrays.of(built.get(), built.shapes());
    }

    /**
     * Sets all weights, in Keras's order and shapes.
     *
     * @throws KerasException if it is no built model, nor in one, or number or shapes differ; nothing has changed then
     */
    public final void setWeights(List<INDArray> values) {
        LayerWeights built = weights("setWeights");
        built.set(NdArrays.floats("setWeights", values, built.shapes()));
    }

    /**
     * What the layer gives for this, in a model that is being described; called again, it does the same with the same
     * weights. From here on the layer cannot be changed.
     *
     * @throws KerasException if the layer cannot take such an input, or gives several: see {@link #applyAll}
     */
    public final Symbol apply(Symbol x) {
        return only(applyAll(x));
    }

    /** The same with arguments of the call, such as {@code training(false)}. */
    public final Symbol apply(Symbol x, CallArg... args) {
        return only(applyAll(List.of(x), args));
    }

    /** See {@link #apply(Symbol, CallArg...)}. */
    public final List<Symbol> applyAll(List<Symbol> inputs, CallArg... args) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (CallArg arg : KerasException.notNull(who(), "arguments", args)) {
            arguments.put(arg.name(), arg.value());
        }
        return applyWith(arguments, inputs);
    }

    /** What the layer gives for these, each of its outputs; see {@link #apply}. */
    public final List<Symbol> applyAll(Symbol... inputs) {
        return applyAll(Arrays.asList(KerasException.notNull(who(), "inputs", inputs)));
    }

    /** The only one of a call's outputs. */
    protected final Symbol only(List<Symbol> outputs) {
        return only("output; applyAll gives several", outputs);
    }

    private Symbol only(String what, List<Symbol> symbols) {
        if (symbols.size() != 1) {
            throw KerasException.expected(who(), "one " + what, symbols.size());
        }
        return symbols.get(0);
    }

    /** See {@link #applyAll(Symbol...)}. */
    public final List<Symbol> applyAll(List<Symbol> inputs) {
        return applyWith(Map.of(), inputs);
    }

    /**
     * What the layer gives for these, each of its outputs, with arguments of the call: numbers, texts, true or false, or a {@link
     * Symbol.Argument} for one of the inputs. Keras: the keyword arguments of {@code layer(x, ..)}.
     *
     * @throws KerasException for an argument that the layer's call does not have
     */
    protected final List<Symbol> applyWith(Map<String, Object> arguments, List<Symbol> inputs) {
        for (String name : arguments.keySet()) {
            if (!name.equals(LayerTrace.TRAINING) && !takes(name)) {
                throw Names.unknown(who() + ", call", name, List.copyOf(callArguments()));
            }
        }
        LayerTrace trace = LayerTrace.of(inputs);
        if (trace != null) {
            return trace.apply(this, inputs, arguments);
        }
        if (Masks.isGiven(this, inputs, arguments)) {
            return applyMasked(inputs.get(0).mask(), inputs);
        }
        List<Symbol> symbols = symbols(inputs, arguments);
        calls++;
        freeze();
        remember(symbols.get(0));
        List<Symbol> masks = Masks.of(this, inputs, arguments, symbols);
        for (int i = 0; i < masks.size(); i++) {
            symbols.get(i).setMask(masks.get(i));
        }
        return symbols;
    }

    /** Notes a call in a model that is described. */
    final void remember(Symbol call) {
        first = first == null ? call : first;
    }

    /** Forgets a call whose model is described anew. */
    final void forget(Symbol call) {
        first = first == call ? null : first;
    }

    /**
     * What the layer was called with first, in whatever model: a model can be built on it. Keras: {@code layer.input}.
     *
     * @throws KerasException if it has not been called, or has several: see {@link #inputs}
     */
    public final Symbol input() {
        return only("input; inputs gives several", inputs());
    }

    /** The input of a model that a subclass describes, where {@link #input()} hides {@code Args.input} from a static import. */
    protected static Symbol input(int... shape) {
        return new Input(shape).symbol();
    }

    /** The same with a name. */
    protected static Symbol input(String name, int... shape) {
        return new Input(shape).name(name).symbol();
    }

    /**
     * What the layer gave when it was called first, in whatever model, such as for a model without the layers behind it. Keras:
     * {@code layer.output}.
     *
     * @throws KerasException if it has not been called, or gave several: see {@link #outputs}
     */
    public final Symbol output() {
        return only("output; outputs gives several", outputs());
    }

    /** What the layer was called with first; see {@link #input}. */
    public List<Symbol> inputs() {
        return first().inputs();
    }

    /** What the layer gave when it was called first; see {@link #output}. */
    public List<Symbol> outputs() {
        return first().outputs();
    }

    private Symbol first() {
        if (first == null) {
            throw KerasException.expected(who(), "a layer that has been called in a model", "one that has not");
        }
        return first;
    }

    /**
     * What the layer gives for this.
     *
     * @param mask which positions count, (batch, positions), in place of the mask that the input has; 0 for those that do not
     */
    public final Symbol applyMasked(Symbol x, Symbol mask) {
        return only(applyMasked(mask, List.of(x)));
    }

    /** The same for several inputs or outputs; the mask is that of the first input. Keras: {@code layer(x, mask=mask)}. */
    public final List<Symbol> applyMasked(Symbol mask, List<Symbol> inputs) {
        List<Symbol> all = new ArrayList<>(inputs);
        all.add(mask);
        return applyWith(Map.of(Masks.ARGUMENT, new Symbol.Argument(inputs.size())), all);
    }

    /** Keras's names of the arguments that a call can have beside its inputs; none unless overridden. */
    protected Set<String> callArguments() {
        return Set.of();
    }

    /**
     * Keras's names of the inputs of a layer that takes them one by one, such as query and value; none unless overridden: it takes
     * one, or a list.
     */
    protected List<String> inputNames() {
        return List.of();
    }

    /** Whether a call can have this argument; a user's layer may read {@link Call#mask} without saying so. */
    final boolean takes(String argument) {
        boolean isCustom = getClass().getPackage() != Layer.class.getPackage();
        return callArguments().contains(argument) || isCustom && argument.equals(Masks.ARGUMENT);
    }

    /** The same as without arguments, and the layer can still be changed. */
    final List<Symbol> symbols(List<Symbol> inputs, Map<String, Object> arguments) {
        if (KerasException.notNull(who(), "inputs", inputs).isEmpty()) {
            throw KerasException.expected(who(), "at least one input", "none");
        }
        inputs.forEach(input -> KerasException.notNull(who(), "a symbol, made by input(..) or apply(..)", input));
        try {
            return Symbol.made(Description.SCOPE, this, inputs, arguments, describedShapes(inputs, arguments), calls);
        } catch (KerasException e) {
            forgetFound();
            throw e.in(who());
        }
    }

    /** The shapes of the outputs in a model that is being described, with all axes. */
    List<Shape> describedShapes(List<Symbol> inputs, Map<String, Object> arguments) {
        for (Symbol input : inputs) {
            if (!input.isOfBatch()) {
                throw KerasException.expected(
                        className(), "inputs whose first axis is that of the batch, which only ops need not", input);
            }
        }
        described(inputs);
        return UnknownLengths.outputShapes(
                        this, inputs.stream().map(Symbol::sampleShape).toList(), arguments)
                .stream()
                .map(shape -> shape.withFirst(Shape.NONE))
                .toList();
    }

    /** The layer that makes a symbol of a model that is being described. */
    public static Layer<?> of(Symbol symbol) {
        return (Layer<?>) symbol.operation();
    }

    /** What messages call the layer. */
    private String who() {
        return getName() == null ? className() : "layer " + getName();
    }

    /**
     * Where the weights are.
     *
     * @throws KerasException if they are nowhere yet
     */
    protected LayerWeights weights(String verb) {
        if (weights == null) {
            throw KerasException.expected(verb, "a layer of a built model", this);
        }
        return weights;
    }

    /** Where the weights are, or null while the layer is in no built model. */
    final LayerWeights builtWeights() {
        return weights;
    }

    /** The layer's name; null until it has been given one or has been added to a model. */
    public final String getName() {
        return naming.get();
    }

    /** Keras's class name. */
    protected String className() {
        return Names.classOf(this);
    }

    /** Names Keras's arguments, one line each; name and dtype are done. It reads and writes: see {@link Config}. */
    protected abstract void config(Config config);

    /**
     * Is told with what it is called in a model that is being described, before it is asked for shapes; nothing unless overridden.
     *
     * @throws KerasException if it cannot take that
     */
    protected void described(List<Symbol> inputs) {}

    /** The shapes of one sample of each output; by a trace, unless overridden. */
    protected List<Shape> outputShapes(List<Shape> inputs) {
        return LayerTrace.outputShapes(this, inputs, Map.of());
    }

    /**
     * Makes the weights, and {@link #part parts} that follow from the inputs; none unless overridden. It may be asked again, for inputs
     * of other lengths; the parts are to stay the same. Keras: {@code build}.
     *
     * @param inputs the shapes of the inputs that are no arguments by name, with the axis of the batch; lengths that are not known are {@link Shape#NONE}
     */
    protected void build(Weights weights, List<Shape> inputs) {}

    /**
     * What the layer computes, by ops and other layers. It is asked for each shape of the inputs, and for training and for
     * inference. Keras: {@code call}.
     */
    protected Symbol call(Symbol x, Call call) {
        return call(x);
    }

    /** The same where it is the same in training. */
    protected Symbol call(Symbol x) {
        throw KerasException.expected(Names.classOf(this), "a method call that says what it computes", "none");
    }

    /**
     * The same for several inputs or outputs: one of the two is to be overridden. Inputs that are arguments by name are not among
     * these: see {@link Call#symbol}.
     */
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        if (inputs.size() != 1) {
            throw KerasException.expected(className(), "one input", inputs.size());
        }
        return List.of(call(inputs.get(0), call));
    }

    /** {@link #outputShapes(List)} for a call with arguments. */
    final List<Shape> outputShapes(List<Shape> inputs, Map<String, Object> arguments) {
        return arguments.isEmpty() ? outputShapes(inputs) : LayerTrace.outputShapes(this, inputs, arguments);
    }

    /** The weights for such inputs. */
    final List<Symbol> builtFor(List<Shape> inputs) {
        if (inputs.stream().anyMatch(shape -> shape.rank() == 0)) {
            throw KerasException.expected(className(), "inputs whose first axis is that of the batch", inputs);
        }
        List<Shape> anyBatch = inputs.stream()
                .map(shape -> shape.withoutFirst().withFirst(Shape.NONE))
                .toList();
        if (!anyBatch.equals(builtInputs)) {
            Weights made = new Weights(own);
            build(made, anyBatch);
            own = made;
            builtInputs = anyBatch;
        }
        return own.symbols();
    }

    /** The layer's own weights, in Keras's order, after {@link #builtFor}. */
    final List<WeightSpec> ownWeights() {
        return own == null ? List.of() : own.specs();
    }

    /** The same as symbols. */
    final List<Symbol> ownSymbols() {
        return own == null ? List.of() : own.symbols();
    }

    /**
     * All weights as symbols, in Keras's order, for ops and gradients in a step. Keras: {@code layer.weights}.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<Symbol> weights() {
        return weights("weights", false);
    }

    /**
     * Those that gradients train. Keras: {@code layer.trainable_weights}.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<Symbol> trainableWeights() {
        return weights("trainableWeights", true);
    }

    private List<Symbol> weights(String verb, boolean onlyTrained) {
        weights(verb);
        List<Symbol> all = new ArrayList<>();
        if (trainable || !onlyTrained) {
            addWeights(onlyTrained, all);
        }
        return List.copyOf(all);
    }

    private void addWeights(boolean onlyTrained, List<Symbol> all) {
        for (int i = 0; i < ownWeights().size(); i++) {
            if (!onlyTrained || trainable && ownWeights().get(i).kind() == WeightSpec.Kind.TRAINABLE) {
                all.add(own.symbols().get(i));
            }
        }
        parts().forEach(part -> part.addWeights(onlyTrained, all));
    }

    /** The arguments of a layer over time; null of any other. */
    Sequences sequences() {
        return null;
    }

    /** What adapts the kernel; null of a layer that has no such arguments. */
    Lora lora() {
        return null;
    }

    /** The group that has the weights in Keras's file, within that of the layer; "" for the layer's own, unless overridden. */
    protected String weightsGroup() {
        return "";
    }

    /**
     * Which positions of what the layer gives count, 1 or 0, by ops; unless overridden null, which is all: the mask ends. A layer that
     * hands the mask on returns it. Keras: {@code compute_mask}, and {@code supports_masking} if it returns the mask.
     *
     * @param mask the input's, (batch, positions), or that which the call was given; null for none
     */
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return null;
    }

    /** The same for several inputs or outputs: one for each output, of which the last may be missing. */
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        return Arrays.asList(computeMask(inputs.get(0), masks.get(0)));
    }

    /** Runs a setter's change, unless the layer is frozen. */
    @SuppressWarnings("unchecked")
    protected final L set(Runnable change) {
        if (frozen) {
            throw new KerasException(
                    who() + " has been built and cannot be changed; make a new layer, or set it before");
        }
        change.run();
        return (L) this;
    }

    /** Runs a setter's change of what a model looks at when the layer is added. */
    private L beforeAdd(Runnable change) {
        if (naming.isOwned()) {
            throw new KerasException(
                    "layer " + getName() + " is in a model; set its name and input shape before you add it");
        }
        return set(change);
    }

    /** Whether the layer keeps something from batch to batch that is no weight; false unless overridden. */
    protected boolean isStateful() {
        return false;
    }

    /** Whether outputs are the inputs, always, in training too; false unless overridden. */
    protected boolean isIdentity() {
        return false;
    }

    /** The class, and the name if there is one. */
    @Override
    public String toString() {
        return getName() == null ? className() : className() + "(" + getName() + ")";
    }

    final Shape inputShape() {
        return inputShape;
    }

    final void freeze() {
        if (!frozen) {
            frozen = true;
            parts().forEach(Layer::freeze);
        }
    }

    /** Forgets what a call that failed has said of the inputs of models within; what is frozen stays. */
    protected void forgetFound() {
        if (!frozen) {
            parts().forEach(Layer::forgetFound);
        }
    }

    /** Whether no setter changes the layer, or what it is made of, any more. */
    protected final boolean isFrozen() {
        return frozen;
    }

    final void freeze(LayerWeights kept) {
        freeze();
        weights = kept;
    }

    /** As Keras serialises it. */
    protected Map<String, Object> serialized() {
        return Serialized.of(this, className(), Layers.REGISTRY, Config.write(this::fullConfig));
    }

    /** All of the layer's config: what every layer has, then its own. */
    void fullConfig(Config config) {
        configName(config);
        LayerHooks.onlyFloat32(config);
        trainable = config.flag("trainable", trainable);
        activityRegularizer = config.written(
                "activity_regularizer",
                activityRegularizer,
                (key, value) -> config.object(key, value, Regularizers.REGISTRY));
        config(config);
    }

    final void configName(Config config) {
        String given = config.text("name", getName());
        if (given != null && !given.equals(getName())) {
            naming.set(given);
        }
    }
}
