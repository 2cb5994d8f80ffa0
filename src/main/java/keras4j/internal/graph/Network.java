package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A built model: its layers in the order in which they run, with their shapes, and all weights in one array in Keras's
 * order and layout. That array is the only truth about the weights: files, engines and users read and write it, and an
 * engine that keeps a copy of its own refreshes it whenever {@link #version} has changed.
 */
public final class Network {
    /** A layer in its place: shapes of one sample, and its weights' places in the flat array. */
    public record Node(Layer<?> layer, Shape input, Shape output, List<Slot> weights) {
        public String name() {
            return layer.getName();
        }

        /** The number of the layer's weights. */
        public long countParams() {
            return weights.stream()
                    .mapToLong(slot -> slot.spec().shape().size())
                    .sum();
        }
    }

    /** A weight and where it begins in the flat array. */
    public record Slot(WeightSpec spec, int offset) {}

    /** The longest array that every Java machine can make. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    private final Shape inputShape;
    private final List<Node> nodes;
    private final float[] weights;
    private long version;

    /**
     * Builds the layers on this input and gives every weight its first values; from here on no layer can be changed.
     *
     * @throws KerasException naming the layer that cannot take what comes from the one before
     */
    public Network(List<Layer<?>> layers, Shape inputShape) {
        this.inputShape = inputShape;
        nodes = plan(layers, inputShape);
        weights = new float[Math.toIntExact(countParams(nodes))];
        for (Node node : nodes) {
            LayerHooks.freeze(node.layer());
            for (Slot slot : node.weights()) {
                slot.spec()
                        .initializer()
                        .fill(weights, slot.offset(), slot.spec().shape());
            }
        }
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

    /** Takes over the values of all layers that are in {@code other} too and have the same weights there. */
    public void copyFrom(Network other) {
        for (Node node : nodes) {
            other.nodes.stream()
                    .filter(old -> old.layer() == node.layer() && old.input().equals(node.input()))
                    .forEach(old -> {
                        if (!old.weights().isEmpty()) {
                            int from = old.weights().get(0).offset();
                            int to = node.weights().get(0).offset();
                            System.arraycopy(other.weights, from, weights, to, (int) node.countParams());
                        }
                    });
        }
        changed();
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The shape of one input sample. */
    public Shape inputShape() {
        return inputShape;
    }

    /** The shape of one output sample. */
    public Shape outputShape() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** The function that makes the output, or null. */
    public ActivationFunction outputActivation() {
        return LayerHooks.outputActivation(nodes.get(nodes.size() - 1).layer());
    }

    /** All weights' places, in Keras's order. */
    public List<Slot> slots() {
        return nodes.stream().flatMap(node -> node.weights().stream()).toList();
    }

    /** A copy of one weight's values, row-major. */
    public float[] values(Slot slot) {
        return Arrays.copyOfRange(
                weights, slot.offset(), slot.offset() + slot.spec().shape().size());
    }

    /** Sets all weights, each row-major, in the order of {@link #slots}. */
    public void setValues(List<float[]> values) {
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            System.arraycopy(values.get(i), 0, weights, slots.get(i).offset(), values.get(i).length);
        }
        changed();
    }

    /** The weights themselves, not a copy: who writes into them calls {@link #changed}. */
    public float[] weights() {
        return weights;
    }

    /** Says that the weights have been written. */
    public synchronized void changed() {
        version++;
    }

    /** A number that is another one whenever the weights have been written. */
    public synchronized long version() {
        return version;
    }
}
