package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.graph.Masks;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.onnx.OnnxModel;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Part;

/**
 * A network as an ONNX model: inputs, outputs and values have the names of the layers that make them, and weights the
 * layer's and Keras's, "dense/kernel". Layers of models in models are named encoder/dense.
 */
final class OnnxTranslation {
    /** ONNX's numbers of these types. */
    private static final int ONNX_FLOAT = 1;

    private static final int ONNX_BOOL = 9;

    private final Network network;
    private final float[] weights;
    private final OnnxModel model;
    private final Masks masks;
    private final Map<Layer<?>, String> names = new HashMap<>();
    private final Map<Mask, String> foundMasks = new HashMap<>();
    private final List<String> outputs = new ArrayList<>();
    /** By values that are outputs, which they are. */
    private final Map<Integer, Integer> numbers = new HashMap<>();
    /** For each value its name; those of all outputs, if a layer of several makes it. */
    private final List<List<String>> values = new ArrayList<>();

    private OnnxTranslation(String name, Network network) {
        network.checkKnown("ONNX");
        this.network = network;
        weights = network.weights();
        model = new OnnxModel(name);
        masks = new Masks(network);
        name("", network.layers());
        for (int i = 0; i < network.inputNames().size(); i++) {
            values.add(List.of(model.input(
                    network.inputNames().get(i), network.inputShapes().get(i).dims())));
        }
        network.outputNames().forEach(output -> outputs.add(model.unique(output)));
        for (int i = 0; i < outputs.size(); i++) {
            numbers.putIfAbsent(network.outputs().get(i), i);
        }
        network.nodes().forEach(this::add);
        for (int i = 0; i < outputs.size(); i++) {
            String value = values.get(network.outputs().get(i)).get(0);
            model.output(value, outputs.get(i), network.outputShapes().get(i).dims());
        }
    }

    /** @throws KerasException naming the layer that has no ONNX form */
    static OnnxModel of(String name, Network network) {
        return new OnnxTranslation(name, network).model;
    }

    private void name(String prefix, List<Placed> layers) {
        for (Placed placed : layers) {
            names.put(placed.layer(), prefix + placed.layer().getName());
            name(prefix + placed.layer().getName() + "/", placed.parts());
        }
    }

    private void add(Node node) {
        if (node.layer() instanceof Part part) {
            String value = values.get(node.reads().get(0)).get(part.number());
            rename(value, names.get(part.owner()));
            values.add(List.of(value));
            return;
        }
        String layer = names.get(node.layer());
        List<String> reads =
                node.reads().stream().map(read -> values.get(read).get(0)).toList();
        List<String> made;
        try {
            made = values(node, model.graph(layer), reads);
        } catch (KerasException e) {
            throw e.in("layer " + layer);
        }
        if (made.size() == 1 && !reads.contains(made.get(0))) {
            rename(made.get(0), layer);
        }
        values.add(made);
    }

    /** Calls the value that is added next as the output that it is, or as its layer. */
    private void rename(String value, String layer) {
        Integer output = numbers.get(values.size());
        model.rename(value, output == null ? model.unique(layer) : outputs.get(output));
    }

    private List<String> values(Node node, OnnxGraph graph, List<String> reads) {
        List<Tensor> tensors = new ArrayList<>();
        for (Slot slot : node.weights()) {
            Shape shape = slot.spec().shape();
            tensors.add(new Tensor(weights, slot.offset(), shape.dims()));
        }
        List<String> made = LayerHooks.onnx(node.layer(), graph, reads, node.inputs(), tensors, mask(node));
        ActivationFunction activation = LayerHooks.outputActivation(node.layer(), node.input());
        return activation == null ? made : List.of(activation.onnx(graph, made.get(0)));
    }

    /** The value of the mask that a node reads, (batch, positions): where not all numbers are those that are masked; or null. */
    private String mask(Node node) {
        Mask mask = masks.readBy(node, false);
        if (mask == null) {
            return null;
        }
        return foundMasks.computeIfAbsent(mask, key -> {
            Node maker = masks.maker(mask);
            OnnxGraph graph = model.graph(names.get(maker.layer()));
            String rows =
                    graph.node("Reshape", values.get(maker.reads().get(0)).get(0), graph.integers(0, -1, mask.width()));
            String other = graph.node("Not", graph.node("Equal", rows, graph.number(mask.masked())));
            String numbers = graph.node("Cast", Map.of("to", ONNX_FLOAT), other);
            String largest = graph.node("ReduceMax", Map.of("axes", new int[] {-1}, "keepdims", 0), numbers);
            return graph.node("Cast", Map.of("to", ONNX_BOOL), largest);
        });
    }
}
