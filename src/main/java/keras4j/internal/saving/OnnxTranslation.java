package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.internal.onnx.OnnxModel;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.LayerTrace;
import keras4j.layers.Part;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * A network's trace as an ONNX model: inputs, outputs and values have the names of the layers that make them, and weights the
 * layer's and Keras's, "dense/kernel". Layers of models in models are named encoder/dense.
 */
final class OnnxTranslation {
    /** How many times larger than a layer's output what it makes on the way may be. */
    private static final int ROOM = 64;
    /** So many numbers of samples show how a number follows from theirs. */
    private static final int DIFFERENT = 3;

    private final Network network;
    private final float[] weights;
    private final OnnxModel model;
    private final LayerTrace trace;
    private final Map<Layer<?>, String> names = new HashMap<>();
    private final List<String> outputs = new ArrayList<>();
    /** By values that are outputs, which they are. */
    private final Map<Integer, Integer> numbers = new HashMap<>();
    /** The network's values: all outputs, if a layer of several makes one. */
    private final List<List<Symbol>> values = new ArrayList<>();

    private final Map<Symbol, String> written = new HashMap<>();
    private int ops;

    /** @param network all lengths of its inputs are known */
    private OnnxTranslation(String name, Network network, int samples) {
        this.network = network;
        weights = network.weights();
        model = new OnnxModel(name, samples);
        trace = new LayerTrace(false, true);
        name("", network.layers());
        for (int i = 0; i < network.inputNames().size(); i++) {
            Shape shape = network.inputShapes().get(i);
            Symbol input = trace.input(shape.withFirst(samples));
            values.add(List.of(input));
            put(input, model.input(network.inputNames().get(i), shape.dims()));
        }
        network.outputNames().layers().forEach(output -> outputs.add(model.unique(output)));
        for (int i = 0; i < outputs.size(); i++) {
            numbers.putIfAbsent(network.outputs().get(i), i);
        }
        network.nodes().forEach(this::add);
        for (int i = 0; i < outputs.size(); i++) {
            String value = written.get(value(network.outputs().get(i)));
            model.output(value, outputs.get(i), network.outputShapes().get(i).dims());
        }
        model.outputStates();
    }

    /** @throws KerasException naming the layer that has no ONNX form, or the number that does not follow from lengths */
    static OnnxModel of(String name, Network network) {
        KerasException last = null;
        for (List<List<Shape>> inputs : UnknownInputs.tries(network.inputShapes())) {
            try {
                return of(name, network, inputs);
            } catch (KerasException e) {
                last = e;
            }
        }
        throw last;
    }

    /** @param inputs shapes of the inputs, several times, with other lengths where these are not known */
    private static OnnxModel of(String name, Network network, List<List<Shape>> inputs) {
        List<OnnxModel> models = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Network known = network.at(inputs.get(i));
            int[] samples = samples(known);
            models.add(new OnnxTranslation(name, known, samples[i % samples.length]).model);
        }
        OnnxModel model = models.remove(0);
        model.generalize(models);
        return model;
    }

    /**
     * Prime numbers of which no length is a multiple: so they show where a length is that of the batch. They are as large as shapes of
     * so many samples can be, with room for what layers make inside of them.
     */
    private static int[] samples(Network network) {
        int[] lengths = Stream.of(
                        network.inputShapes().stream(),
                        network.slots().stream().map(slot -> slot.spec().shape()),
                        network.nodes().stream().map(Node::output))
                .flatMap(shapes -> shapes)
                .flatMapToInt(shape -> Arrays.stream(shape.dims()))
                .distinct()
                .toArray();
        int largest = network.nodes().stream()
                .mapToInt(node -> node.output().size())
                .max()
                .orElse(1);
        int[] primes = IntStream.of(
                        9973, 9967, 9949, 9941, 9931, 9929, 997, 991, 983, 97, 89, 83, 79, 73, 71, 67, 61, 59, 53, 47,
                        43, 41, 37, 31, 29, 23, 19, 17, 13, 11)
                .filter(samples -> Arrays.stream(lengths).noneMatch(length -> length % samples == 0))
                .toArray();
        int fitting = (int) Arrays.stream(primes)
                .filter(samples -> (long) samples * largest < Integer.MAX_VALUE / ROOM)
                .count();
        int from = Math.min(primes.length - fitting, Math.max(0, primes.length - DIFFERENT));
        return Arrays.copyOfRange(primes, from, primes.length);
    }

    private void name(String prefix, List<Placed> layers) {
        for (Placed placed : layers) {
            String own = placed.layer().getName() == null
                    ? Names.snakeCase(LayerHooks.className(placed.layer()))
                    : placed.layer().getName();
            String name = prefix + own;
            for (int i = 1; names.containsValue(name); i++) {
                name = prefix + own + "_" + i;
            }
            names.put(placed.layer(), name);
            name(name + "/", placed.parts());
        }
    }

    private void put(Symbol symbol, String value) {
        written.put(symbol, value);
        if (value != null) {
            model.shape(value, symbol.shape().dims());
        }
    }

    private Symbol value(int number) {
        return values.get(number).get(0);
    }

    private void add(Node node) {
        if (node.layer() instanceof Part part) {
            Symbol value = values.get(node.reads().get(0)).get(part.number());
            rename(value, names.get(part.owner()));
            values.add(List.of(value));
            return;
        }
        String layer =
                names.getOrDefault(node.layer(), node.name()); // ops that are joined are none of the model's layers
        List<Symbol> reads = node.reads().stream().map(this::value).toList();
        List<Symbol> made;
        boolean isNew;
        try {
            made = trace.apply(node.layer(), reads, node.arguments());
            isNew = !written.containsKey(made.get(0));
            List<Symbol> calls = Gradients.order(made, written.keySet());
            writeWeights(network.placed(node.layer()), new HashSet<>(calls));
            calls.forEach(call -> write(call, layer));
        } catch (KerasException e) {
            throw e.in("layer " + layer);
        }
        boolean isHandedOn = reads.stream().map(written::get).anyMatch(written.get(made.get(0))::equals);
        if (made.size() == 1 && isNew && !isHandedOn) {
            rename(made.get(0), layer);
        }
        values.add(made);
    }

    /** The weights that are read. */
    private void writeWeights(Placed placed, Set<Symbol> read) {
        List<Symbol> symbols = trace.weights(placed.layer());
        List<Tensor> tensors = tensors(placed.own());
        for (int i = 0; i < symbols.size(); i++) {
            if (read.contains(symbols.get(i)) && !written.containsKey(symbols.get(i))) {
                String name = placed.own().get(i).spec().name();
                written.put(
                        symbols.get(i), model.graph(names.get(placed.layer())).weight(name, tensors.get(i)));
            }
        }
        placed.parts().forEach(part -> writeWeights(part, read));
    }

    private void write(Symbol call, String layer) {
        if (call.isLeaf() || written.containsKey(call)) {
            return;
        }
        List<String> x = call.inputs().stream().map(written::get).toList();
        List<String> made = ((Primitive) call.operation()).onnxAll(model.graph(layer + "/op" + ops++), call, x);
        for (int i = 0; i < made.size(); i++) {
            put(call.outputs().get(i), made.get(i));
        }
    }

    /** Calls the value that is added next as the output that it is, or as its layer. */
    private void rename(Symbol value, String layer) {
        Integer output = numbers.get(values.size());
        model.rename(written.get(value), output == null ? model.unique(layer) : outputs.get(output));
    }

    private List<Tensor> tensors(List<Slot> slots) {
        List<Tensor> tensors = new ArrayList<>();
        for (Slot slot : slots) {
            tensors.add(new Tensor(weights, slot.offset(), slot.spec().shape().dims()));
        }
        return tensors;
    }
}
