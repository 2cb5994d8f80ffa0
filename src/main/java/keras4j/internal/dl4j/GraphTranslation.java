package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.dl4j.GraphVertices.Vertex;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Placed;
import keras4j.layers.Dropout;
import keras4j.layers.JoinedOps;
import keras4j.layers.LayerHooks;
import keras4j.layers.Part;
import keras4j.layers.WithMask;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network as a graph of DL4J's. As in a {@link Translation}, arrays between vertices are (rows, last axis). DL4J cannot call
 * a layer twice: each call has a layer of its own there, with the same weights; and so has an output's loss, if what the layer
 * before it makes is read by others, too.
 */
final class GraphTranslation {
    private final Network network;
    /** Whether dropout runs in our kernels, which have random numbers of their own: DL4J's are the whole thread's. */
    private final boolean isOurs;

    private final MaskFlow masks;
    private final OutputEnds ends;
    private final GraphVertices graph;
    /** What stands for values in DL4J, before the activation where that is a layer of its own. */
    private final Vertex[] values;

    private final Vertex[] activated;
    private final Map<Placed, List<String>> layers = new HashMap<>();
    /** The masks that stand behind what layers give. */
    private final Map<MaskFlow.Source, Vertex> found = new HashMap<>();
    /** For each output with a loss and a mask the layer that reads both. */
    private final Map<Integer, String> masked = new HashMap<>();

    private final Set<String> outputVertices = new HashSet<>();
    private final ComputationGraphConfiguration configuration;

    /** @param losses what the outputs' last layers compute, one each; none for a network that can predict only */
    GraphTranslation(Network network, List<? extends ILossFunction> losses, IUpdater updater) {
        this(network, losses, updater, false, row -> new ReshapePreProcessor(row, row));
    }

    /**
     * @param isOurs whether it is trained by our engine: dropout draws from our random numbers, and layers add to the loss
     * @param inputRows makes what gives an input as such rows
     */
    GraphTranslation(
            Network network,
            List<? extends ILossFunction> losses,
            IUpdater updater,
            boolean isOurs,
            Function<Shape, ReshapePreProcessor> inputRows) {
        if (!isOurs) {
            JoinedOps.checkDrawnOnce(
                    "DL4J", network.nodes().stream().map(Node::layer).toList());
        }
        this.network = network;
        this.isOurs = isOurs;
        masks = new MaskFlow(network);
        graph = new GraphVertices(updater);
        int inputs = network.graph().inputs().size();
        values = new Vertex[inputs + network.nodes().size()];
        activated = new Vertex[values.length];
        ends = new OutputEnds(network, masks, losses, isOurs);
        boolean[] needed = needed(!losses.isEmpty());
        for (int i = 0; i < inputs; i++) {
            String name = graph.input(
                    keras4j.layers.Layer.of(network.graph().inputs().get(i)).getName());
            Shape row = Shape.of(network.inputShapes().get(i).last());
            ReshapePreProcessor rows = inputRows.apply(row);
            // Else DL4J finds the user's array outside of its workspaces, or writes into it.
            values[i] = needed[i] ? graph.copy(name, rows, row) : null;
        }
        for (int value = inputs; value < values.length; value++) {
            values[value] = needed[value] ? add(value) : null;
        }
        String[] outputs = new String[network.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = ends.layer(i) == null
                    ? end(i, losses.isEmpty() ? null : losses.get(i))
                    : end(i, layer(ends.active(i), ends.layer(i)), ends.ofLogits(i), losses.get(i));
        }
        configuration = graph.configuration(outputs);
        layers.forEach((placed, names) -> names.forEach(name -> {
            LayerVertex vertex = (LayerVertex) configuration.getVertices().get(name);
            Hosting.nameParams(vertex.getLayerConf(), placed.layer());
        }));
    }

    /**
     * Which values are vertices: not those that only a layer with a loss makes.
     *
     * @param withLosses whether the masks of outputs are read, too
     */
    private boolean[] needed(boolean withLosses) {
        boolean[] needed = new boolean[values.length];
        for (int i = 0; i < network.outputs().size(); i++) {
            int active = ends.active(i);
            if (ends.layer(i) == null) {
                needed[active] = true;
            } else {
                reads(active).forEach(read -> needed[read] = true);
            }
            MaskFlow.Source mask = masks.of(network.outputs().get(i));
            if (withLosses && mask != null) {
                needed[mask.value()] = true;
            }
        }
        for (int value = values.length - 1; value >= 0; value--) {
            if (needed[value] && network.node(value) != null) {
                reads(value).forEach(read -> needed[read] = true);
            }
        }
        return needed;
    }

    /** The values that a value follows from, those of masks among them. */
    private List<Integer> reads(int value) {
        List<Integer> all = new ArrayList<>(network.node(value).reads());
        masks.readBy(value).stream().filter(Objects::nonNull).forEach(mask -> all.add(mask.value()));
        return all;
    }

    private Vertex add(int value) {
        Node node = network.node(value);
        if (node.layer() instanceof WithMask) {
            return value(node.reads().get(0));
        }
        boolean isMasked = !masks.found(value).isEmpty()
                || reads(value).size() > node.reads().size();
        GraphVertex several =
                LayerHooks.takesSeveral(node.layer()) ? Dl4jForms.vertex(node.layer(), node.inputs()) : null;
        if (several != null && !isMasked && !ends.addsLoss(node)) {
            return merge(node, several);
        }
        if (node.layer() instanceof Part part) {
            return part(part, value(node.reads().get(0)));
        }
        boolean isHosted = readsMore(value)
                || isMasked
                || ends.addsLoss(node)
                || (hasState(node) && network.calls(node) > 1)
                || (isOurs && node.layer() instanceof Dropout);
        Layer layer = isHosted ? Hosting.hosted(node, HostedMasks.of(masks, value)) : Hosting.layer(node);
        return layer == null ? value(node.reads().get(0)) : layer(value, layer);
    }

    /** Whether a node reads more than one input, be it states or a mask. */
    private boolean readsMore(int value) {
        return reads(value).size() > 1;
    }

    /** DL4J's copies of a layer would not go on where the one before has left its state. */
    private static boolean hasState(Node node) {
        return node.weights().stream().anyMatch(slot -> slot.spec().kind() != WeightSpec.Kind.TRAINABLE);
    }

    /** The vertex of a value, which is made when it is first read if it is that of an activation. */
    private Vertex value(int value) {
        ActivationFunction function = ends.activation(value);
        if (function == null) {
            return values[value];
        }
        if (activated[value] == null) {
            Vertex before = values[value];
            Shape row = Shape.of(network.node(value).output().last());
            activated[value] = graph.layer(
                    before.name() + "-" + function.name(),
                    new ActivationLayer.Builder()
                            .activation(Dl4jActivations.of(function))
                            .build(),
                    new ReshapePreProcessor(before.row(), row),
                    before.name(),
                    row);
        }
        return activated[value];
    }

    private Vertex layer(int value, Layer layer) {
        Node node = network.node(value);
        Vertex from = readsMore(value) ? sideBySide(value) : value(node.reads().get(0));
        Shape row = readsMore(value) ? from.row() : Hosting.row(layer, node, node.input());
        // An ActivationLayer writes into what it reads, which others may read, too.
        ReshapePreProcessor rows = layer instanceof ActivationLayer
                ? new ReshapePreProcessor(from.row(), row)
                : Hosting.rows(layer, from.row(), row);
        Vertex made = graph.layer(node.name(), layer, rows, from.name(), Hosting.row(layer, node, node.output()));
        layers.computeIfAbsent(node.placed(), placed -> new ArrayList<>()).add(made.name());
        return withoutMasks(value, made);
    }

    /** Cuts off the masks that stand behind what a layer gives. */
    private Vertex withoutMasks(int value, Vertex whole) {
        int at = whole.row().size();
        for (int output : masks.found(value)) {
            MaskFlow.Source mask = masks.found(value, output);
            found.put(mask, graph.cut(whole, "mask", at, mask.shape().size()));
            at += mask.shape().size();
        }
        return at == whole.row().size()
                ? whole
                : graph.cut(whole, "output", 0, whole.row().size());
    }

    /** The vertex of a mask. */
    private Vertex mask(MaskFlow.Source mask) {
        return mask.output() < 0 ? value(mask.value()) : found.get(mask);
    }

    /** Rows of a sample's numbers: those of each input, and of the masks that are read. */
    private Vertex sideBySide(int value) {
        Node node = network.node(value);
        List<Vertex> all = new ArrayList<>();
        for (int k = 0; k < node.reads().size(); k++) {
            all.add(graph.copy(
                    value(node.reads().get(k)), Shape.of(node.inputs().get(k).size())));
        }
        for (MaskFlow.Source mask : masks.readBy(value)) {
            if (mask != null) {
                all.add(graph.copy(mask(mask), Shape.of(mask.shape().size())));
            }
        }
        return graph.sideBySide(node.name(), all);
    }

    private Vertex part(Part part, Vertex whole) {
        return graph.cut(whole, String.valueOf(part.number()), part.from(), part.to() - part.from());
    }

    private Vertex merge(Node node, GraphVertex vertex) {
        List<String> reads = new ArrayList<>();
        for (int k = 0; k < node.reads().size(); k++) {
            Vertex read = value(node.reads().get(k));
            Shape row = Shape.of(node.inputs().get(k).last());
            // DL4J cannot tell apart two inputs from one vertex.
            reads.add(
                    !read.row().equals(row) || reads.contains(read.name())
                            ? graph.copy(read, row).name()
                            : read.name());
        }
        return graph.merge(node.name(), vertex, reads, Shape.of(node.output().last()));
    }

    /**
     * An output where none of the model's layers can be DL4J's last: the loss alone, or the rows as the model has them. DL4J
     * gives one output twice once only, and loses its workspaces if others read one of several outputs.
     */
    private String end(int output, ILossFunction loss) {
        int active = ends.active(output);
        if (loss == null) {
            Vertex last = value(active);
            Shape row = Shape.of(network.outputShapes().get(output).last());
            boolean again = !outputVertices.add(last.name());
            boolean isRead =
                    network.nodes().stream().anyMatch(node -> node.reads().contains(active));
            return last.row().equals(row) && !again && !isRead
                    ? last.name()
                    : graph.copy(last, row).name();
        }
        return loss(output, values[active], loss, Hosting.function(ends.activation(active)));
    }

    /** An output whose layer is DL4J's last; or which makes logits, of which the loss's layer makes the output. */
    private String end(int output, Vertex last, ActivationFunction ofLogits, ILossFunction loss) {
        Shape shape = network.outputShapes().get(output);
        return ofLogits == null ? last.name() : loss(output, last, loss, new TracedFunction(ofLogits, shape));
    }

    private String loss(int output, Vertex last, ILossFunction loss, IActivation function) {
        Shape shape = network.outputShapes().get(output);
        MaskFlow.Source mask = masks.of(network.outputs().get(output));
        Vertex read = mask == null ? last : masked(output, last, mask);
        String from = graph.rows(read, shape.last());
        return graph.layer("loss", Hosting.loss(loss, function), null, from, Shape.of(shape.last()))
                .name();
    }

    /** A layer that gives what it reads, and from which the loss gets the mask that it reads, too. */
    private Vertex masked(int output, Vertex last, MaskFlow.Source mask) {
        Shape shape = network.outputShapes().get(output);
        List<Vertex> both = List.of(
                graph.copy(last, Shape.of(shape.size())),
                graph.copy(mask(mask), Shape.of(mask.shape().size())));
        Placed with = new Placed(new WithMask(), List.of(), List.of());
        Node node = new Node(with, List.of(), List.of(shape, mask.shape()), WithMask.ARGUMENTS, shape);
        Layer layer = new KernelLayer(node, HostedMasks.NONE, false);
        Vertex made =
                graph.layer("mask", layer, null, graph.sideBySide("mask", both).name(), Shape.of(shape.size()));
        masked.put(output, made.name());
        return made;
    }

    ComputationGraphConfiguration configuration() {
        return configuration;
    }

    /** Whether a layer's weights are more than once in DL4J. */
    boolean hasCopies() {
        return layers.entrySet().stream()
                .anyMatch(entry -> entry.getValue().size() > 1 && entry.getKey().countParams() > 0);
    }

    /** A live network without weights of its own yet: all are 0. */
    ComputationGraph instantiate() {
        ComputationGraph net = new ComputationGraph(configuration);
        net.init();
        return net;
    }

    /** What says which rows of an output with a loss count, in a network that was made here; it gives null for all. */
    Supplier<float[]> mask(int output, ComputationGraph net) {
        String name = masked.get(output);
        return name == null ? () -> null : () -> ((KernelLayerImpl) net.getLayer(name)).read(1);
    }

    /** Where the weights of a network are that was made here. */
    WeightPlaces places(ComputationGraph net) {
        return new WeightPlaces(
                network,
                net,
                placed -> layers.getOrDefault(placed, List.of()).stream()
                        .map(net::getLayer)
                        .toList());
    }
}
