package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import keras4j.activations.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.LayerWeights;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.OutputNames;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.core.Variable;
import keras4j.core.WeightSpec;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * A built model: its layers, the calls of them in the order in which they run, and all weights in Keras's order and layout. The
 * weights belong to the layers, which other models can have, too: whoever reads or writes them, files, engines and users, {@link
 * #lock locks} them meanwhile, for all models at once; and who keeps a copy of them refreshes it when {@link #version} has changed.
 */
public final class Network implements LayerWeights {
    private final Graph graph;
    private final Layout layout;
    private final StoredWeights weights;
    private final Span[] state;
    /** The numbers of an input sample, if there is one input and one output; else 0. */
    private final int sampleSize;
    /** Whether anything is trained. */
    private volatile boolean isTrainable = true;
    /** See {@link #isCurrent}. */
    private volatile long extended = LayerHooks.extended();
    /** What {@link #takeTrainable} took; null before. */
    private volatile List<Slot> trained;

    private volatile String path = "";

    /**
     * Builds the layers and gives every weight its first values, but for those that have been built in another model; from here on
     * no layer can be changed.
     *
     * @throws KerasException naming the layer that cannot be built; nothing has changed then
     */
    public Network(Graph graph) {
        this.graph = graph;
        layout = new Layout(graph);
        state = state(layout);
        sampleSize = sampleSize();
        Set<Layer<?>> made = new HashSet<>();
        weights = Building.build(layout, made);
        SoftmaxWarning.of(nodes(), made);
    }

    private Network(Graph graph, Layout layout, StoredWeights weights) {
        this.graph = graph;
        this.layout = layout;
        this.weights = weights;
        state = state(layout);
        sampleSize = sampleSize();
    }

    private static Span[] state(Layout layout) {
        return layout.slots().stream()
                .filter(slot -> slot.spec().isState())
                .map(slot -> new Span(slot.offset(), slot.end()))
                .toArray(Span[]::new);
    }

    private int sampleSize() {
        return isSingle() && inputShape().isKnown() ? inputShape().size() : 0;
    }

    /** Whether the layers have the weights with which it was built: a layer can get further ones. */
    public boolean isCurrent() {
        long now = LayerHooks.extended();
        if (extended != now) {
            if (leaves().stream()
                    .anyMatch(leaf -> leaf.own().size()
                            < LayerHooks.builtWeights(leaf.layer()).size())) {
                return false;
            }
            extended = now;
        }
        return true;
    }

    /** The same layers with other weights: with that array, not a copy. */
    public Network withWeights(float[] values) {
        Store store = new Store(values);
        return new Network(
                graph,
                layout,
                new StoredWeights(slots().stream()
                        .map(slot -> new StoredWeights.Place(
                                store, slot.offset(), slot.spec().shape()))
                        .toList()));
    }

    /**
     * The same layers and weights for inputs of these shapes, where lengths are not known; this network where they are, or if the
     * shapes are of another kind.
     */
    public Network at(List<Shape> inputs) {
        if (inputs.equals(inputShapes()) || !Shape.allFit(inputs, inputShapes())) {
            return this;
        }
        Network known = new Network(graph, new Layout(graph, inputs), weights);
        known.setTrainable(isTrainable);
        known.trained = trained;
        known.path = path;
        return known;
    }

    /**
     * Looks whether all lengths of the inputs are known.
     *
     * @throws KerasException if they are not
     */
    public void checkKnown(String where) {
        if (!inputShapes().stream().allMatch(Shape::isKnown)) {
            throw KerasException.expected(
                    where,
                    "a model whose inputs have known lengths",
                    String.join(", ", inputShapes().stream().map(Shape::batched).toList()));
        }
    }

    /** Whether the other is of the same layers and weights, be it for inputs of other lengths. */
    public boolean isAlike(Network other) {
        return other != null && graph == other.graph && weights == other.weights;
    }

    /**
     * The number of the weights that a network would have, before there is memory for them.
     *
     * @throws KerasException naming the layer that cannot be built
     */
    public static long countParams(Graph graph) {
        return new Layout(graph).countParams();
    }

    /** What it was built from. */
    public Graph graph() {
        return graph;
    }

    /** Every layer once, in Keras's order, the inputs among them. */
    public List<Placed> layers() {
        return layout.layers();
    }

    /** The layers that are not made of layers, those of inner graphs among them. */
    public List<Placed> leaves() {
        List<Placed> all = new ArrayList<>();
        layers().forEach(placed -> placed.addLeaves(all));
        return all.stream().distinct().toList();
    }

    /** The layers that are not graphs of layers, those of inner graphs among them; with all weights, also those of their parts. */
    public List<Placed> hosted() {
        List<Placed> all = new ArrayList<>();
        layers().forEach(placed -> placed.addHosted(all));
        return all.stream().distinct().toList();
    }

    /** One of the layers, with its weights' places. */
    public Placed placed(Layer<?> layer) {
        return layout.placed(layer);
    }

    /** The calls of the layers, each after those whose values it reads. */
    public List<Node> nodes() {
        return layout.nodes();
    }

    /** @throws KerasException if a layer keeps something from batch to batch that is no weight */
    public void checkStateless(String where) {
        for (Placed placed : leaves()) {
            if (LayerHooks.isStateful(placed.layer())) {
                throw KerasException.expected(where, "a model without stateful layers", placed.layer());
            }
        }
    }

    /** How often the layer of a node is called. */
    public long calls(Node node) {
        return nodes().stream().filter(other -> other.placed() == node.placed()).count();
    }

    /** The values that are the outputs. */
    public List<Integer> outputs() {
        return layout.outputs();
    }

    /** The input, with its name and shape. */
    public Input input() {
        return (Input) Layer.of(graph.inputs().get(0));
    }

    /** The shape of one sample of each input. */
    public List<Shape> inputShapes() {
        return layout.inputShapes();
    }

    /** The shape of one sample of each output. */
    public List<Shape> outputShapes() {
        return layout.outputShapes();
    }

    /** The inputs' names. */
    public List<String> inputNames() {
        return graph.inputNames();
    }

    /** The outputs' names. */
    public OutputNames outputNames() {
        return new OutputNames(
                graph.outputStructure(),
                graph.outputs().stream()
                        .map(output -> Layer.of(output).getName())
                        .toList());
    }

    /** The shape of one sample of the first input. */
    public Shape inputShape() {
        return layout.inputShapes().get(0);
    }

    /** Whether the calls, those of inner graphs among them, run one after the other, each of its own layer. */
    public boolean isChain() {
        Set<Layer<?>> called = new HashSet<>();
        for (int i = 0; i < nodes().size(); i++) {
            if (!nodes().get(i).reads().equals(List.of(i))
                    || !called.add(nodes().get(i).layer())) {
                return false;
            }
        }
        return isSingle() && outputs().equals(List.of(nodes().size()));
    }

    /** Whether there is one input and one output. */
    public boolean isSingle() {
        return graph.inputs().size() == 1 && graph.outputs().size() == 1;
    }

    /** How many samples of the only input are so many numbers in a row; 0 if they are not whole ones, or there are several inputs. */
    public int samplesIn(int numbers) {
        return sampleSize > 0 && numbers % sampleSize == 0 ? numbers / sampleSize : 0;
    }

    /** The shape of one sample of the first output. */
    public Shape outputShape() {
        return layout.outputShapes().get(0);
    }

    /** The activation that the layer has which makes an output; null for none. */
    public ActivationFunction outputActivation(int output) {
        Node node = node(active(output));
        return node == null ? null : LayerHooks.activation(node.layer());
    }

    /** The sigmoid or softmax that makes an output; null if none does. A cross-entropy goes back to its input: the logits. */
    public ActivationFunction ofLogits(int output) {
        Node node = node(active(output));
        return node == null ? null : LayerHooks.ofLogits(node.layer(), node.inputs(), node.arguments());
    }

    /** The value that is an output: layers behind it only hand on what they get. The first that a layer makes stays one. */
    public int active(int output) {
        int value = layout.outputs().get(output);
        while (node(value) != null
                && LayerHooks.isIdentity(node(value).layer())
                && node(node(value).reads().get(0)) != null) {
            value = node(value).reads().get(0);
        }
        return value;
    }

    /** The node that makes a value; null for an input. */
    public Node node(int value) {
        int index = value - graph.inputs().size();
        return index < 0 ? null : nodes().get(index);
    }

    /** The number of all weights. */
    public int countParams() {
        return Math.toIntExact(layout.countParams());
    }

    /** All weights' places, in Keras's order. */
    public List<Slot> slots() {
        return layout.slots();
    }

    /** All weights' places, by the symbols that stand for them. */
    public Map<Symbol, Slot> bySymbol() {
        Map<Symbol, Slot> all = new LinkedHashMap<>();
        for (Placed leaf : leaves()) {
            List<Symbol> symbols = LayerHooks.weightSymbols(leaf.layer());
            for (int i = 0; i < leaf.own().size(); i++) {
                all.put(symbols.get(i), leaf.own().get(i));
            }
        }
        return all;
    }

    /** The weights of layers that are to be trained, as they say it now, in Keras's order; the others are state, too. */
    public List<Slot> trainable() {
        List<Slot> all = new ArrayList<>();
        if (isTrainable) {
            layers().forEach(placed -> placed.addTrainable(all));
        }
        return all.stream().distinct().toList();
    }

    /** Takes what is {@link #trainable} now as what is {@link #trained} from here on. */
    public void takeTrainable() {
        trained = trainable();
    }

    /** The weights that gradients train, in Keras's order: other models over the same layers may train others. */
    public List<Slot> trained() {
        List<Slot> taken = trained;
        return taken == null ? trainable() : taken;
    }

    /** Whether gradients train the layers that are to be trained, or nothing. */
    public boolean isTrainable() {
        return isTrainable;
    }

    /** See {@link #isTrainable}. */
    public void setTrainable(boolean value) {
        // It is said before every call, and a write would hold up other threads.
        if (isTrainable != value) {
            isTrainable = value;
        }
    }

    /** An optimizer for the weights that are trained. */
    public OptimizerState optimizerState(Optimizer rule) {
        return optimizerState(rule, variables(trained()));
    }

    /** The same for some of them. */
    public OptimizerState optimizerState(Optimizer rule, List<Variable> variables) {
        lock();
        try {
            return rule.state(weights(), variables);
        } finally {
            unlock();
        }
    }

    /** Weights as optimizers see them. */
    public List<Variable> variables(Collection<Slot> slots) {
        Map<Integer, Symbol> symbols = new HashMap<>();
        bySymbol().forEach((symbol, slot) -> symbols.put(slot.offset(), symbol));
        Map<Integer, String> paths = VariablePaths.of(path, layers());
        return slots.stream()
                .map(slot -> new Variable(
                        symbols.get(slot.offset()),
                        paths.get(slot.offset()),
                        slot.spec().shape(),
                        slot.offset(),
                        slot.spec().constraint()))
                .toList();
    }

    /** Says with what Keras's paths of the layers begin: the model's name and "/" if it calls them itself. */
    public void setPath(String value) {
        path = value;
    }

    /** The places of weights that no gradients train: what layers keep of the data that they have seen. */
    public List<Span> state() {
        return List.of(state);
    }

    /**
     * One step of training, all at once for whoever {@link #lock locks} the weights.
     *
     * @param gradients of trained weights, and in the place of state what it changes by; may be changed
     */
    public void step(OptimizerState optimizer, float[] gradients) {
        lock();
        try {
            float[] all = weights();
            optimizer.step(all, gradients);
            for (int k = 0; k < state.length; k++) {
                for (int i = state[k].from(); i < state[k].to(); i++) {
                    all[i] += gradients[i];
                }
            }
            changed();
        } finally {
            unlock();
        }
    }

    /** Changes the array of weights, all at once for whoever {@link #lock locks} them. */
    public void change(Consumer<float[]> change) {
        lock();
        try {
            change.accept(weights());
            changed();
        } finally {
            unlock();
        }
    }

    /** A copy of all weights, as they were at one moment. */
    public float[] copy() {
        lock();
        try {
            return Arrays.copyOf(weights(), countParams());
        } finally {
            unlock();
        }
    }

    @Override
    public List<Shape> shapes() {
        return weights.shapes();
    }

    /** Copies of all weights in the order of {@link #slots}, as they were at one moment. */
    @Override
    public List<float[]> get() {
        return weights.get();
    }

    @Override
    public LayerWeights with(List<WeightSpec> more) {
        return weights.with(more);
    }

    /** Sets all weights, each row-major, in the order of {@link #slots}. */
    @Override
    public void set(List<float[]> values) {
        weights.set(values);
    }

    /**
     * All weights in Keras's order, in an array that may be longer. Who reads or writes them has {@link #lock locked} them meanwhile,
     * and calls {@link #changed} after writing.
     */
    public float[] weights() {
        return weights.all();
    }

    /** Keeps other threads from the weights until {@link #unlock}, be it through this model or another one. */
    public void lock() {
        weights.lock();
    }

    /** See {@link #lock}. */
    public void unlock() {
        weights.unlock();
    }

    /** Says that the weights have changed. */
    public void changed() {
        weights.changed();
    }

    /** A number that is another one whenever the weights are others. */
    public long version() {
        return weights.version();
    }
}
