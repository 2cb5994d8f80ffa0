package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.layers.WithMask;
import keras4j.ops.Symbol;

/**
 * A graph's layers and calls with the places of weights and values, before there are any numbers. The calls of an
 * {@link GraphLayer} are those of its layers.
 */
final class Layout {
    private final Map<Layer<?>, Placed> placed = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Placed> layers;
    private final List<Shape> inputs;
    private final List<Integer> outputs;
    private final List<Shape> outputShapes;
    private final List<Slot> slots = new ArrayList<>();
    private long offset;

    /** A value with its number; shapes are those of one sample. */
    private record Value(int number, Shape shape) {}

    /** @throws KerasException naming the layer that cannot be built */
    Layout(Graph graph) {
        this(graph, graph.inputs().stream().map(Symbol::sampleShape).toList());
    }

    /** @param inputs the shapes of the inputs, which are of the kind of the graph's */
    Layout(Graph graph, List<Shape> inputs) {
        this.inputs = inputs;
        layers = place(graph);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.add(new Value(i, inputs.get(i)));
        }
        List<Value> made = expand(graph, values, Map.of());
        outputs = made.stream().map(Value::number).toList();
        outputShapes = made.stream().map(Value::shape).toList();
    }

    private List<Placed> place(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> specs = specs(graph);
        List<Placed> all = new ArrayList<>();
        for (Layer<?> layer : graph.layers()) {
            all.add(place(layer, specs.getOrDefault(layer, List.of())));
        }
        return List.copyOf(all);
    }

    /** A layer's own weights, then those of the layers that it is made of; where it is met again, it has the same places. */
    private Placed place(Layer<?> layer, List<WeightSpec> specs) {
        if (placed.containsKey(layer)) {
            return placed.get(layer);
        }
        List<Slot> own = new ArrayList<>();
        for (WeightSpec spec : specs) {
            own.add(new Slot(spec, (int) offset));
            offset += spec.shape().size();
            Memory.checkArray(where(layer), "weights of a model", offset, () -> LayerHooks.sizes(layer));
        }
        slots.addAll(own);
        List<Placed> parts = new ArrayList<>();
        if (layer instanceof GraphLayer<?> inner) {
            parts.addAll(place(inner.graph()));
        } else {
            LayerHooks.parts(layer).forEach(part -> parts.add(place(part, LayerHooks.builtWeights(part))));
        }
        Placed made = new Placed(layer, List.copyOf(own), List.copyOf(parts));
        placed.put(layer, made);
        return made;
    }

    /**
     * Adds the calls as nodes, and returns the outputs.
     *
     * @param around what the call that they are in says of them, too
     */
    private List<Value> expand(Graph graph, List<Value> given, Map<String, Object> around) {
        Map<Symbol, List<Value>> values = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            values.put(graph.inputs().get(i), List.of(given.get(i)));
        }
        for (Graph.Step step : graph.steps()) {
            List<Value> reads = values(step.reads(), values);
            Map<String, Object> arguments = new LinkedHashMap<>(around);
            arguments.putAll(graph.arguments(step.call()));
            values.put(
                    step.call(),
                    step.layer() instanceof GraphLayer<?> inner
                            ? expand(inner.graph(), masked(step.call(), reads), LayerHooks.ofCallsWithin(arguments))
                            : add(step, reads, arguments));
        }
        return values(graph.outputs(), values);
    }

    /** What a model within reads, with the masks that it is given. */
    private List<Value> masked(Symbol call, List<Value> reads) {
        List<Value> plain = new ArrayList<>(LayerHooks.plain(reads, call.arguments()));
        for (int i = 0; i < plain.size(); i++) {
            int mask = LayerHooks.otherMask(call, i);
            if (mask >= 0) {
                Placed with = placed.computeIfAbsent(
                        new WithMask().name("mask"), layer -> new Placed(layer, List.of(), List.of()));
                List<Value> both = List.of(plain.get(i), reads.get(mask));
                plain.set(i, add(with, both, WithMask.ARGUMENTS, plain.get(i).shape()));
            }
        }
        return plain;
    }

    /** Adds a call as a node, and one for each output if there are several; returns the outputs. */
    private List<Value> add(Graph.Step step, List<Value> reads, Map<String, Object> arguments) {
        List<Shape> shapes = reads.stream().map(Value::shape).toList();
        List<Shape> given = outputShapes(step.layer(), shapes, arguments);
        Placed layer = placed.computeIfAbsent(step.layer(), joined -> new Placed(joined, List.of(), List.of()));
        if (given.size() == 1) {
            return List.of(add(layer, reads, arguments, given.get(0)));
        }
        boolean isKnown = given.stream().allMatch(Shape::isKnown);
        Value whole = add(layer, reads, arguments, Shape.of(isKnown ? (int) numbers(given) : Shape.NONE));
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Layer<?> part = LayerHooks.part(step.layer(), given, i);
            parts.add(add(new Placed(part, List.of(), List.of()), List.of(whole), Map.of(), given.get(i)));
        }
        return parts;
    }

    private static List<Shape> outputShapes(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        try {
            List<Shape> outputs = LayerHooks.outputShapes(layer, inputs, arguments);
            if (outputs.stream().allMatch(Shape::isKnown)) {
                Memory.checkArray(
                        where(layer), "outputs for a sample", numbers(outputs), () -> LayerHooks.sizes(layer));
            }
            return outputs;
        } catch (KerasException e) {
            throw e.in(where(layer));
        }
    }

    private static long numbers(List<Shape> shapes) {
        return shapes.stream().mapToLong(Shape::size).sum();
    }

    private static String where(Layer<?> layer) {
        return "layer " + layer.getName();
    }

    private Value add(Placed layer, List<Value> reads, Map<String, Object> arguments, Shape shape) {
        int number = inputs.size() + nodes.size();
        List<Integer> numbers = reads.stream().map(Value::number).toList();
        nodes.add(new Node(layer, numbers, reads.stream().map(Value::shape).toList(), arguments, shape));
        return new Value(number, shape);
    }

    private static List<Value> values(List<Symbol> symbols, Map<Symbol, List<Value>> values) {
        return symbols.stream()
                .map(symbol -> values.get(symbol.origin()).get(symbol.output()))
                .toList();
    }

    /** Each layer's weights, which must be the same for all of its calls. */
    private static Map<Layer<?>, List<WeightSpec>> specs(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> all = new HashMap<>();
        for (Symbol call : graph.calls()) {
            List<WeightSpec> specs = specs(call);
            List<WeightSpec> before = all.putIfAbsent(Layer.of(call), specs);
            if (before != null && !shapes(before).equals(shapes(specs))) {
                throw KerasException.expected(
                        where(Layer.of(call)) + ", called again",
                        "an input for weights of the same shapes, " + shapes(before),
                        "one for " + shapes(specs));
            }
        }
        return all;
    }

    private static List<WeightSpec> specs(Symbol call) {
        try {
            return call.inputs().isEmpty() || Layer.of(call) instanceof OpLayer
                    ? List.of()
                    : LayerHooks.weights(
                            Layer.of(call),
                            LayerHooks.plain(call.inputs(), call.arguments()).stream()
                                    .map(Symbol::sampleShape)
                                    .toList());
        } catch (KerasException e) {
            throw e.in(where(Layer.of(call)));
        }
    }

    private static List<Shape> shapes(List<WeightSpec> specs) {
        return specs.stream().map(WeightSpec::shape).toList();
    }

    /** All weights' places, one after the other. */
    List<Slot> slots() {
        return slots;
    }

    /** In Keras's order, the inputs among them. */
    List<Placed> layers() {
        return layers;
    }

    /** One of the layers, or of those within. */
    Placed placed(Layer<?> layer) {
        return placed.get(layer);
    }

    /** In an order in which they can run. */
    List<Node> nodes() {
        return nodes;
    }

    /** The outputs' value numbers. */
    List<Integer> outputs() {
        return outputs;
    }

    /** The shape of one sample of each input. */
    List<Shape> inputShapes() {
        return inputs;
    }

    /** The shape of one sample of each output. */
    List<Shape> outputShapes() {
        return outputShapes;
    }

    /** The number of all weights. */
    long countParams() {
        return offset;
    }
}
