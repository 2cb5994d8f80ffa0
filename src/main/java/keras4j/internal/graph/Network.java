package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import keras4j.core.ActivationFunction;
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
 * A built model: its layers in the order in which they run, with their shapes, and all weights in one array in Keras's
 * order and layout. That array is the only truth about the weights: files, engines and users read and write it one at a time,
 * under this object's monitor, and an engine that keeps a copy of its own refreshes it when its version has changed.
 */
public final class Network {
    /** A layer in its place: shapes of one sample, and its weights' places in the flat array. */
    public record Node(Layer<?> layer, Shape input, Shape output, List<Slot> weights) {
        public String name() {
            return layer.getName();
        }

        /** Where the layer's weights begin in the flat array. */
        public int offset() {
            return weights.isEmpty() ? 0 : weights.get(0).offset();
        }

        /** Whether gradients train this weight of the layer. */
        boolean trains(Slot slot) {
            return slot.spec().kind() == WeightSpec.Kind.TRAINABLE && layer.isTrainable();
        }

        /** The number of the layer's weights. */
        public long countParams() {
            return weights.stream()
                    .mapToLong(slot -> slot.spec().shape().size())
                    .sum();
        }
    }

    /** A weight and where it begins in the flat array. */
    public record Slot(WeightSpec spec, int offset) {
        /** Where it ends. */
        public int end() {
            return offset + spec.shape().size();
        }
    }

    /** The longest array that every Java machine can make. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    private final Input input;
    private final List<Node> nodes;
    private final float[] weights;
    private volatile long version;

    /**
     * Builds the layers on this input and gives every weight its first values; from here on no layer can be changed.
     *
     * @param previous a network with some of the layers, whose weights they keep, or null
     * @throws KerasException naming the layer that cannot take what comes from the one before
     */
    public Network(List<Layer<?>> layers, Input input, Network previous) {
        this.input = input;
        nodes = plan(layers, inputShape());
        weights = new float[Math.toIntExact(countParams(nodes))];
        for (Node node : nodes) {
            LayerHooks.freeze(node.layer(), new Values(node));
            Optional<Node> old = previous == null ? Optional.empty() : previous.sameAs(node);
            for (int i = 0; i < node.weights().size(); i++) {
                Slot slot = node.weights().get(i);
                Shape shape = slot.spec().shape();
                if (old.isPresent()) {
                    int from = old.get().weights().get(i).offset();
                    System.arraycopy(previous.weights, from, weights, slot.offset(), shape.size());
                } else {
                    slot.spec().initializer().fill(weights, slot.offset(), shape);
                }
            }
        }
    }

    private Network(Network layers, float[] weights) {
        input = layers.input;
        nodes = layers.nodes;
        this.weights = weights;
    }

    /** The same layers with other weights: with that array, not a copy. */
    public Network withWeights(float[] values) {
        return new Network(this, values);
    }

    /** The same layer on an input of the same shape. */
    private Optional<Node> sameAs(Node node) {
        return nodes.stream()
                .filter(old -> old.layer() == node.layer() && old.input().equals(node.input()))
                .findFirst();
    }

    /** The layers in their places, before there are any weights. */
    public static List<Node> plan(List<Layer<?>> layers, Shape inputShape) {
        if (inputShape.rank() == 0) {
            throw KerasException.expected("model input", "at least one axis beside the batch's", inputShape.batched());
        }
        List<Node> nodes = new ArrayList<>();
        Shape shape = inputShape;
        long offset = 0;
        for (Layer<?> layer : layers) {
            Node node = plan(layer, shape, (int) offset);
            offset += node.countParams();
            if (offset > MOST_WEIGHTS) {
                throw KerasException.expected(
                        "layer " + layer.getName(), "at most " + MOST_WEIGHTS + " weights in a model", offset);
            }
            nodes.add(node);
            shape = node.output();
        }
        return List.copyOf(nodes);
    }

    private static Node plan(Layer<?> layer, Shape input, int offset) {
        try {
            List<Slot> slots = new ArrayList<>();
            int next = offset;
            for (WeightSpec spec : LayerHooks.weights(layer, input)) {
                slots.add(new Slot(spec, next));
                next += spec.shape().size();
            }
            return new Node(layer, input, LayerHooks.outputShape(layer, input), List.copyOf(slots));
        } catch (KerasException e) {
            throw new KerasException("layer " + layer.getName() + ": " + e.getMessage(), e);
        }
    }

    /** The number of these layers' weights. */
    public static long countParams(List<Node> nodes) {
        return nodes.stream().mapToLong(Node::countParams).sum();
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The input, with its name and shape. */
    public Input input() {
        return input;
    }

    /** The shape of one input sample. */
    public Shape inputShape() {
        return LayerHooks.inputShape(input);
    }

    /** Whether one row of so many numbers is an input sample, and outputs are rows, too. */
    public boolean takes(int features) {
        return inputShape().rank() == 1
                && inputShape().last() == features
                && outputShape().rank() == 1;
    }

    /** The shape of one output sample. */
    public Shape outputShape() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** The function that makes the output, or null. */
    public ActivationFunction outputActivation() {
        return LayerHooks.outputActivation(nodes.get(lastActive()).layer());
    }

    /** The index of the last layer that does something: those behind it only hand on what they get. */
    public int lastActive() {
        int last = nodes.size() - 1;
        while (last > 0 && LayerHooks.isIdentity(nodes.get(last).layer())) {
            last--;
        }
        return last;
    }

    /** The number of all weights. */
    public int countParams() {
        return weights.length;
    }

    /** All weights' places, in Keras's order. */
    public List<Slot> slots() {
        return nodes.stream().flatMap(node -> node.weights().stream()).toList();
    }

    /** The weights that gradients train, in Keras's order; the others are those of layers not to be trained, and state. */
    public List<Slot> trainable() {
        return nodes.stream()
                .flatMap(node -> node.weights().stream().filter(node::trains))
                .toList();
    }

    /** An optimizer for the weights that are trained. */
    public OptimizerState optimizerState(Optimizer rule) {
        return new OptimizerState(rule, countParams(), trainableSpans());
    }

    /** The places of {@link #trainable} weights. */
    public List<Span> trainableSpans() {
        return trainable().stream()
                .map(slot -> new Span(slot.offset(), slot.end()))
                .toList();
    }

    /** The weights of one layer. */
    private final class Values implements LayerWeights {
        private final Node node;

        Values(Node node) {
            this.node = node;
        }

        @Override
        public List<Shape> shapes() {
            return node.weights().stream().map(slot -> slot.spec().shape()).toList();
        }

        @Override
        public List<float[]> get() {
            return values(node.weights());
        }

        @Override
        public void set(List<float[]> values) {
            setValues(node.weights(), values);
        }
    }

    /** A copy of all weights, as they were at one moment. */
    public synchronized float[] copy() {
        return weights.clone();
    }

    /** Copies of all weights in the order of {@link #slots}, as they were at one moment. */
    public List<float[]> values() {
        return values(slots());
    }

    private List<float[]> values(List<Slot> slots) {
        float[] all = copy();
        return slots.stream()
                .map(slot -> Arrays.copyOfRange(all, slot.offset(), slot.end()))
                .toList();
    }

    /** Sets all weights, each row-major, in the order of {@link #slots}. */
    public void setValues(List<float[]> values) {
        setValues(slots(), values);
    }

    private synchronized void setValues(List<Slot> slots, List<float[]> values) {
        for (int i = 0; i < slots.size(); i++) {
            System.arraycopy(values.get(i), 0, weights, slots.get(i).offset(), values.get(i).length);
        }
        changed();
    }

    /**
     * All weights, not a copy. Who reads or writes them holds this network's monitor meanwhile, and calls {@link #changed}
     * after writing.
     */
    public float[] weights() {
        return weights;
    }

    /** Says that the weights have changed. */
    public synchronized void changed() {
        version++;
    }

    /** A number that is another one whenever the weights are others. */
    public long version() {
        return version;
    }
}
