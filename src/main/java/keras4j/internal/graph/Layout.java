package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Symbol;

/**
 * A graph's layers and calls with the places of weights and values, before there are any numbers. The calls of an
 * {@link Inner} graph are those of its layers.
 */
final class Layout {
    /** The longest array that every Java machine can make. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    /** A model whose inner models call each other twice, each time, has 2^n calls, however small its file is. */
    private static final int MOST_CALLS = 100_000;

    private final Map<Layer<?>, Placed> placed = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Placed> layers;
    private final List<Integer> outputs;
    private final int inputs;
    private long offset;
    private int calls;

    /**
     * @param offset where the weights begin
     * @throws KerasException naming the layer that cannot be built
     */
    Layout(Graph graph, int offset) {
        this.offset = offset;
        layers = place(graph);
        inputs = graph.inputs().size();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            values.add(i);
        }
        outputs = expand(graph, values);
    }

    private List<Placed> place(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> specs = specs(graph);
        List<Placed> all = new ArrayList<>();
        for (Layer<?> layer : graph.layers()) {
            List<Placed> parts = layer instanceof Inner<?> inner ? place(inner.graph()) : List.of();
            List<Slot> slots = new ArrayList<>();
            parts.forEach(part -> slots.addAll(part.weights()));
            for (WeightSpec spec : specs.get(layer)) {
                slots.add(new Slot(spec, (int) offset));
                offset += spec.shape().size();
                if (offset > MOST_WEIGHTS) {
                    throw KerasException.expected(
                            "layer " + layer.getName(), "at most " + MOST_WEIGHTS + " weights in a model", offset);
                }
            }
            Placed made = new Placed(layer, List.copyOf(slots), parts);
            placed.put(layer, made);
            all.add(made);
        }
        return List.copyOf(all);
    }

    /** Adds the calls as nodes, and returns the numbers of the outputs. */
    private List<Integer> expand(Graph graph, List<Integer> given) {
        Map<Symbol, List<Integer>> values = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            values.put(graph.inputs().get(i), List.of(given.get(i)));
        }
        for (Symbol call : graph.calls()) {
            if (++calls > MOST_CALLS) {
                throw KerasException.expected("model", "at most " + MOST_CALLS + " calls of layers", "more");
            }
            List<Integer> reads = numbers(call.inputs(), values);
            if (call.layer() instanceof Inner<?> inner) {
                values.put(call, expand(inner.graph(), reads));
            } else if (!(call.layer() instanceof Input)) {
                values.put(call, add(call, reads));
            }
        }
        return numbers(graph.outputs(), values);
    }

    /** Adds a call as a node, and one for each output if there are several; returns the outputs' numbers. */
    private List<Integer> add(Symbol call, List<Integer> reads) {
        List<Shape> shapes = call.inputs().stream().map(Symbol::shape).toList();
        List<Shape> outputs = LayerHooks.outputShapes(call.layer(), shapes);
        int whole = inputs + nodes.size();
        if (outputs.size() == 1) {
            nodes.add(new Node(placed.get(call.layer()), reads, shapes, call.shape()));
            return List.of(whole);
        }
        Shape all = Shape.of(outputs.stream().mapToInt(Shape::size).sum());
        nodes.add(new Node(placed.get(call.layer()), reads, shapes, all));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Layer<?> part = LayerHooks.part(call.layer(), outputs, i);
            numbers.add(inputs + nodes.size());
            nodes.add(new Node(new Placed(part, List.of(), List.of()), List.of(whole), List.of(all), outputs.get(i)));
        }
        return numbers;
    }

    private static List<Integer> numbers(List<Symbol> symbols, Map<Symbol, List<Integer>> values) {
        return symbols.stream()
                .map(symbol -> values.get(symbol.origin()).get(symbol.output()))
                .toList();
    }

    /** Each layer's weights, which must be the same for all of its calls. */
    private static Map<Layer<?>, List<WeightSpec>> specs(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> all = new HashMap<>();
        for (Symbol call : graph.calls()) {
            List<WeightSpec> specs = specs(call);
            List<WeightSpec> before = all.putIfAbsent(call.layer(), specs);
            if (before != null && !shapes(before).equals(shapes(specs))) {
                throw KerasException.expected(
                        "layer " + call.layer().getName() + ", called again",
                        "an input for weights of the same shapes, " + shapes(before),
                        "one for " + shapes(specs));
            }
        }
        return all;
    }

    private static List<WeightSpec> specs(Symbol call) {
        try {
            return call.inputs().isEmpty()
                    ? List.of()
                    : LayerHooks.weights(call.layer(), call.inputs().get(0).shape());
        } catch (KerasException e) {
            throw new KerasException("layer " + call.layer().getName() + ": " + e.getMessage(), e);
        }
    }

    private static List<Shape> shapes(List<WeightSpec> specs) {
        return specs.stream().map(WeightSpec::shape).toList();
    }

    /** In Keras's order, the inputs among them. */
    List<Placed> layers() {
        return layers;
    }

    /** In an order in which they can run. */
    List<Node> nodes() {
        return nodes;
    }

    /** The outputs' value numbers. */
    List<Integer> outputs() {
        return outputs;
    }

    /** The number of all weights. */
    long countParams() {
        return layers.stream().mapToLong(Placed::countParams).sum();
    }
}
