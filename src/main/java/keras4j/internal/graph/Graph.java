package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.Structure;
import keras4j.core.UniqueNames;
import keras4j.layers.Input;
import keras4j.layers.JoinedOps;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * What lies between inputs and outputs of a model: the calls of its layers, and the layers in Keras's order. That is the
 * order of the depth, which is the longest way to an output; of one depth, the layer comes first that is met first on the
 * way back from the outputs. Keras: {@code map_graph}.
 */
public final class Graph {
    private static final int MAX_SHAPES = 10_000;
    /** A model whose inner models call each other twice, each time, has 2^n calls, however small its file is. */
    private static final int MAX_CALLS = 100_000;

    private final List<Symbol> inputs;
    private final List<Symbol> outputs;
    private final Structure inputStructure;
    private final Structure outputStructure;
    private final GraphMap map;
    private final Map<Layer<?>, List<Symbol>> callsOf = new HashMap<>();
    private final Map<Symbol, Integer> numbers = new HashMap<>();
    private final List<Layer<?>> layers;
    /** Whether a call says itself whether it is one of training: as in Keras, not between given inputs and outputs. */
    private final boolean asksCalls;

    private final int countCalls;
    /** Those layers that this model has named. */
    private final List<Layer<?>> attached = new ArrayList<>();

    private final UniqueNames names = new UniqueNames();
    /** Those for inputs of other shapes, where lengths are not known: inner graphs are asked again and again. */
    private final Map<List<Shape>, List<Shape>> outputShapes = new ConcurrentHashMap<>();

    /** @throws KerasException if an output does not follow from the inputs, or one of these is not made by input(..) */
    public Graph(List<Symbol> inputs, List<Symbol> outputs) {
        this(Ends.of(checked("inputs", inputs)), Ends.of(checked("outputs", outputs)), List.of(), false);
    }

    /** Symbols in their order, and how they stand in lists and maps. */
    private record Ends(List<Symbol> symbols, Structure structure) {
        static Ends of(List<Symbol> symbols) {
            return new Ends(symbols, Structure.ofList(symbols.size()));
        }

        static Ends of(String what, Object nested, boolean mayBeNone) {
            List<Object> items = new ArrayList<>();
            Structure structure = Structure.of("model " + what, nested, items);
            List<Symbol> symbols = new ArrayList<>();
            for (Object item : items) {
                if (!(item instanceof Symbol symbol)) {
                    throw KerasException.expected("model " + what, "symbols", item);
                }
                symbols.add(symbol);
            }
            return new Ends(mayBeNone && symbols.isEmpty() ? symbols : checked(what, symbols), structure);
        }
    }

    /** @param models more layers, which lie between no inputs and outputs: steps call them; there may be none else */
    private Graph(Ends inputs, Ends outputs, List<Layer<?>> models, boolean asksCalls) {
        this.asksCalls = asksCalls;
        this.inputs = inputs.symbols();
        this.outputs = outputs.symbols();
        inputStructure = inputs.structure();
        outputStructure = outputs.structure();
        map = new GraphMap(this.inputs, this.outputs);
        for (Symbol call : map.calls()) {
            callsOf.computeIfAbsent(Layer.of(call), layer -> new ArrayList<>()).add(call);
        }
        for (List<Symbol> all : callsOf.values()) {
            all.sort(Comparator.comparingInt(Symbol::callNumber));
            for (int i = 0; i < all.size(); i++) {
                numbers.put(all.get(i), i);
            }
        }
        int count = 0;
        for (Symbol call : map.calls()) {
            count = countWith(count, Layer.of(call));
        }
        countCalls = count;
        List<Layer<?>> all = map.layers();
        models.stream().filter(model -> !all.contains(model)).forEach(all::add);
        layers = List.copyOf(all);
    }

    /** Layers one after the other. */
    public static Graph chain(Input input, List<Layer<?>> layers) {
        Symbol first = LayerHooks.symbol(input, List.of());
        Symbol last = first;
        for (Layer<?> layer : layers) {
            last = LayerHooks.symbol(layer, List.of(last));
        }
        return new Graph(List.of(first), List.of(last));
    }

    /**
     * What lies between inputs and outputs, as a model of its own, which gives names to those layers that have none.
     *
     * @param inputs a symbol, or lists and maps of symbols
     * @param outputs the same
     * @throws KerasException see {@link #Graph}; or if two layers have one name, or one cannot be built; all is as before then
     */
    public static Graph attached(Object inputs, Object outputs) {
        return attached(
                new Graph(Ends.of("inputs", inputs, false), Ends.of("outputs", outputs, false), List.of(), false));
    }

    /**
     * The same of what a model's own method has described.
     *
     * @param models more layers, which steps call; with some, there need be no inputs and outputs
     */
    public static Graph attached(Object inputs, Object outputs, List<? extends Layer<?>> models) {
        boolean mayBeNone = !models.isEmpty();
        return attached(new Graph(
                Ends.of("inputs", inputs, mayBeNone),
                Ends.of("outputs", outputs, mayBeNone),
                List.copyOf(models),
                true));
    }

    private static Graph attached(Graph graph) {
        List<Layer<?>> order = new ArrayList<>(graph.layers);
        order.sort(Comparator.comparing(LayerHooks::namingOrder));
        try {
            for (Layer<?> layer : order) {
                LayerHooks.attach(layer, graph.names);
                graph.attached.add(layer);
            }
            // Else the layers would have names of a model that cannot be.
            Network.countParams(graph);
        } catch (RuntimeException | Error e) {
            graph.detach();
            throw e;
        }
        return graph;
    }

    /** Lets the layers out of this model. */
    public void detach() {
        attached.forEach(layer -> LayerHooks.detach(layer, names));
        attached.clear();
    }

    /**
     * So many calls and one more, of a layer and of what is called within.
     *
     * @throws KerasException if nobody would wait for so many
     */
    public static int countWith(int count, Layer<?> layer) {
        int sum = count + 1 + countWithin(layer);
        if (sum > MAX_CALLS) {
            throw KerasException.expected("model", "at most " + MAX_CALLS + " calls of layers", "more");
        }
        return sum;
    }

    private static int countWithin(Layer<?> layer) {
        if (layer instanceof GraphLayer<?> inner) {
            return inner.graph() == null ? 0 : inner.graph().countCalls;
        }
        return LayerHooks.parts(layer).stream().mapToInt(Graph::countWithin).sum();
    }

    private static List<Symbol> checked(String what, List<Symbol> symbols) {
        if (KerasException.notNull("model " + what, "symbols", symbols).isEmpty()) {
            throw KerasException.expected("model " + what, "at least one symbol", "none");
        }
        symbols.forEach(symbol -> KerasException.notNull("model " + what, "symbols", symbol));
        return List.copyOf(symbols);
    }

    public List<Symbol> inputs() {
        return inputs;
    }

    public List<Symbol> outputs() {
        return outputs;
    }

    /** How the inputs stand in lists and maps. */
    public Structure inputStructure() {
        return inputStructure;
    }

    /** The same of the outputs. */
    public Structure outputStructure() {
        return outputStructure;
    }

    /** The names of the inputs' layers. */
    public List<String> inputNames() {
        return inputs.stream().map(input -> Layer.of(input).getName()).toList();
    }

    /** What a model computes that is a layer; null if that is not known. */
    public static Graph of(GraphLayer<?> layer) {
        return layer.graph();
    }

    /** The shapes of the outputs for inputs of these shapes, which fit the graph's. */
    List<Shape> outputShapes(List<Shape> given) {
        if (given.equals(inputs.stream().map(Symbol::sampleShape).toList())) {
            return outputs.stream().map(Symbol::sampleShape).toList();
        }
        List<Shape> known = outputShapes.get(given);
        if (known == null) {
            Map<Symbol, List<Shape>> shapes = new HashMap<>();
            for (int i = 0; i < given.size(); i++) {
                shapes.put(inputs.get(i), List.of(given.get(i)));
            }
            for (Step step : steps()) {
                Symbol call = step.call();
                shapes.put(call, LayerHooks.outputShapes(step.layer(), of(step.reads(), shapes), call.arguments()));
            }
            known = of(outputs, shapes);
            if (outputShapes.size() > MAX_SHAPES) {
                outputShapes.clear();
            }
            outputShapes.put(given, known);
        }
        return known;
    }

    private static List<Shape> of(List<Symbol> symbols, Map<Symbol, List<Shape>> shapes) {
        return symbols.stream()
                .map(symbol -> shapes.get(symbol.origin()).get(symbol.output()))
                .toList();
    }

    /**
     * A call that runs, of a layer; or of an op, joined with those before it whose values have no axis of the batch.
     *
     * @param reads values that have that axis
     */
    record Step(Symbol call, Layer<?> layer, List<Symbol> reads) {
        private static Step of(Symbol call) {
            if (call.inputs().stream().allMatch(Symbol::isOfBatch)) {
                return new Step(call, Layer.of(call), call.inputs());
            }
            JoinedOps joined = LayerHooks.joined(call);
            return new Step(call, joined, joined.reads());
        }
    }

    /** The calls that run, each after those that it reads, in Keras's order: a layer can take masks that others would read. */
    List<Step> steps() {
        return map.order().stream()
                .filter(call -> !call.inputs().isEmpty() && call.isOfBatch())
                .map(Step::of)
                .toList();
    }

    /** The arguments of a call beside its inputs. */
    Map<String, Object> arguments(Symbol call) {
        return asksCalls ? call.arguments() : LayerHooks.withoutTraining(call.arguments());
    }

    /** All calls, by their first outputs, each after those that it reads; the inputs, which read nothing, among them. */
    public List<Symbol> calls() {
        return map.calls();
    }

    /** The calls of a layer, in the order of their making. */
    public List<Symbol> callsOf(Layer<?> layer) {
        return callsOf.getOrDefault(layer, List.of());
    }

    /** Which of {@link #callsOf} its layer a call is. */
    public int number(Symbol call) {
        return numbers.get(call);
    }

    /** Every layer once, in Keras's order, the inputs among them. */
    public List<Layer<?>> layers() {
        return layers;
    }

    /** Whether the layers run one after the other, each once, from one input. */
    public boolean isChain() {
        return map.isChain();
    }
}
