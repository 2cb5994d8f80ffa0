package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.activations.ActivationFunction;
import keras4j.core.Constraint;
import keras4j.core.KerasException;
import keras4j.core.LayerWeights;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A built model: its layers, the calls of them in the order in which they run, and all weights in one array in Keras's
 * order and layout. That array is the only truth about the weights: files, engines and users read and write it one at a time,
 * under the monitor of {@link #lock}, and an engine that keeps a copy of its own refreshes it when its version has changed.
 */
public final class Network implements LayerWeights {
    private final Graph graph;
    private final Layout layout;
    private final Weights store;
    private final Span[] state;
    /** The numbers of an input sample, if there is one input and one output; else 0. */
    private final int sampleSize;
    /** Whether anything is trained. */
    private volatile boolean isTrainable = true;

    /**
     * Builds the layers and gives every weight its first values; from here on no layer can be changed.
     *
     * @param previous a network with some of the layers, whose weights they keep, or null
     * @throws KerasException naming the layer that cannot be built
     */
    public Network(Graph graph, Network previous) {
        this(graph, new Layout(graph, 0));
        Set<Layer<?>> made = new HashSet<>();
        Map<Layer<?>, Placed> before = previous == null ? Map.of() : previous.byLayer();
        layers().forEach(placed -> build(placed, previous, before, made));
        SoftmaxWarning.of(nodes(), made);
    }

    private Network(Graph graph, Layout layout) {
        this(graph, layout, new Weights(new float[Math.toIntExact(layout.countParams())]));
    }

    private Network(Graph graph, Layout layout, Weights store) {
        this.graph = graph;
        this.layout = layout;
        this.store = store;
        state = layout.layers().stream()
                .flatMap(placed -> placed.weights().stream())
                .filter(slot -> slot.spec().kind() != WeightSpec.Kind.TRAINABLE)
                .map(slot -> new Span(slot.offset(), slot.end()))
                .toArray(Span[]::new);
        sampleSize = isSingle() && inputShape().isKnown() ? inputShape().size() : 0;
    }

    /**
     * @param before the leaves of the previous network
     * @param made is given the layers that are built for the first time
     */
    private void build(Placed placed, Network previous, Map<Layer<?>, Placed> before, Set<Layer<?>> made) {
        LayerHooks.freeze(placed.layer(), new PlacedWeights(store, placed));
        if (placed.layer() instanceof GraphLayer<?> inner) {
            Network own = inner.builtNetwork();
            Map<Layer<?>, Placed> ofOwn = own == null ? before : own.byLayer();
            placed.parts().forEach(part -> build(part, own == null ? previous : own, ofOwn, made));
            inner.place(new Network(inner.graph(), new Layout(inner.graph(), placed.offset()), store));
            return;
        }
        checkPenalties(placed, placed);
        placed.parts().forEach(part -> build(part, previous, before, made));
        Placed old = before.get(placed.layer());
        boolean isSame = old != null && shapes(old.own()).equals(shapes(placed.own()));
        if (!isSame) {
            made.add(placed.layer());
        }
        for (int i = 0; i < placed.own().size(); i++) {
            Slot slot = placed.own().get(i);
            Shape shape = slot.spec().shape();
            if (isSame) {
                int from = old.own().get(i).offset();
                System.arraycopy(previous.weights(), from, weights(), slot.offset(), shape.size());
            } else {
                slot.spec().initializer().fill(weights(), slot.offset(), shape);
            }
        }
    }

    /** What layers give within another one is traced, and no value of the graph that a penalty could be of. */
    private static void checkPenalties(Placed whole, Placed placed) {
        for (Placed part : placed.parts()) {
            if (LayerHooks.activityRegularizer(part.layer()) != null) {
                throw KerasException.expected(
                        "layer " + whole.layer().getName(),
                        "an activityRegularizer of its own alone, not of the layers that it is made of",
                        part.layer());
            }
            checkPenalties(whole, part);
        }
    }

    /** The same layers with other weights: with that array, not a copy. */
    public Network withWeights(float[] values) {
        return new Network(graph, layout, new Weights(values));
    }

    /**
     * The same layers and weights for inputs of these shapes, where lengths are not known; this network where they are, or if the
     * shapes are of another kind.
     */
    public Network at(List<Shape> inputs) {
        if (inputs.equals(inputShapes()) || !Shape.allFit(inputs, inputShapes())) {
            return this;
        }
        Network known = new Network(graph, layout.at(graph, inputs), store);
        known.setTrainable(isTrainable);
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
        return other != null && graph == other.graph && store == other.store;
    }

    private Map<Layer<?>, Placed> byLayer() {
        Map<Layer<?>, Placed> all = new HashMap<>();
        leaves().forEach(leaf -> all.put(leaf.layer(), leaf));
        return all;
    }

    static List<Shape> shapes(List<Slot> slots) {
        return slots.stream().map(slot -> slot.spec().shape()).toList();
    }

    /**
     * The number of the weights that a network would have, before there is memory for them.
     *
     * @throws KerasException naming the layer that cannot be built
     */
    public static long countParams(Graph graph) {
        return new Layout(graph, 0).countParams();
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
        return all;
    }

    /** The layers that are not graphs of layers, those of inner graphs among them; with all weights, also those of their parts. */
    public List<Placed> hosted() {
        List<Placed> all = new ArrayList<>();
        layers().forEach(placed -> placed.addHosted(all));
        return all;
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
        return graph.inputs().stream().map(input -> Layer.of(input).getName()).toList();
    }

    /** The outputs' names: those of the layers that make them. */
    public List<String> outputNames() {
        return graph.outputs().stream()
                .map(output -> Layer.of(output).getName())
                .toList();
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

    /** The values whose size adds to the loss. */
    public List<Integer> regulated() {
        int inputs = graph.inputs().size();
        return IntStream.range(inputs, inputs + nodes().size())
                .filter(value -> LayerHooks.activityRegularizer(node(value).layer()) != null)
                .boxed()
                .toList();
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
        return layers().stream().flatMap(placed -> placed.weights().stream()).toList();
    }

    /** The weights that gradients train, in Keras's order; the others are those of layers not to be trained, and state. */
    public List<Slot> trainable() {
        List<Slot> all = new ArrayList<>();
        if (isTrainable) {
            layers().forEach(placed -> placed.addTrainable(all));
        }
        return all;
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
        return new OptimizerState(rule, weights().length, trainableSpans(), constrained());
    }

    /** The {@link #trainable} weights that have a constraint. */
    public List<Constraint.Place> constrained() {
        return trainable().stream()
                .filter(slot -> slot.spec().constraint() != null)
                .map(slot -> new Constraint.Place(
                        slot.spec().constraint(), slot.offset(), slot.spec().shape()))
                .toList();
    }

    /** The places of {@link #trainable} weights. */
    public List<Span> trainableSpans() {
        return trainable().stream()
                .map(slot -> new Span(slot.offset(), slot.end()))
                .toList();
    }

    /** The places of weights that no gradients train: what layers keep of the data that they have seen. */
    public List<Span> state() {
        return List.of(state);
    }

    /**
     * One step of training, all at once for whoever holds the monitor of {@link #lock}.
     *
     * @param gradients of trained weights, and in the place of state what it changes by; may be changed
     */
    public void step(OptimizerState optimizer, float[] gradients) {
        synchronized (lock()) {
            optimizer.step(weights(), gradients);
            for (int k = 0; k < state.length; k++) {
                for (int i = state[k].from(); i < state[k].to(); i++) {
                    weights()[i] += gradients[i];
                }
            }
            changed();
        }
    }

    /** A copy of all weights, as they were at one moment. */
    public float[] copy() {
        return store.copy();
    }

    @Override
    public List<Shape> shapes() {
        return shapes(slots());
    }

    /** Copies of all weights in the order of {@link #slots}, as they were at one moment. */
    @Override
    public List<float[]> get() {
        return store.get(slots());
    }

    /** Sets all weights, each row-major, in the order of {@link #slots}. */
    @Override
    public void set(List<float[]> values) {
        store.set(slots(), values);
    }

    /**
     * All weights, not a copy, and those of the model that this one is nested in. Who reads or writes them holds the monitor
     * of {@link #lock} meanwhile, and calls {@link #changed} after writing.
     */
    public float[] weights() {
        return store.all();
    }

    /** Whose monitor it is. */
    public Object lock() {
        return store;
    }

    /** Says that the weights have changed. */
    public void changed() {
        store.changed();
    }

    /** A number that is another one whenever the weights are others. */
    public long version() {
        return store.version();
    }
}
