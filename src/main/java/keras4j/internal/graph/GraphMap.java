package keras4j.internal.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.ops.Symbol;

/** The way back from a model's outputs to its inputs: the calls on it, and how deep they and their layers are. Keras: {@code map_graph}. */
final class GraphMap {
    /** Each after all that it reads; the inputs among them. */
    private final List<Symbol> calls = new ArrayList<>();
    /** Every layer met, with its number on the way back from the outputs. */
    private final Map<Layer<?>, Integer> met = new LinkedHashMap<>();

    private final Map<Layer<?>, Integer> depths = new HashMap<>();
    private final List<Symbol> order = new ArrayList<>();
    private boolean chain = true;

    /** @throws KerasException if an output does not follow from the inputs, or one of these is not made by input(..) */
    GraphMap(List<Symbol> inputs, List<Symbol> outputs) {
        for (Symbol output : outputs) {
            if (!output.isOfBatch()) {
                throw KerasException.expected("model outputs", "outputs whose first axis is that of the batch", output);
            }
        }
        Set<Symbol> distinct = new HashSet<>();
        for (Symbol input : inputs) {
            if (!(Layer.of(input) instanceof Input)) {
                throw KerasException.expected("model inputs", "what input(..) makes", input);
            }
            if (!distinct.add(input)) {
                throw KerasException.expected("model inputs", "different symbols", input + " twice");
            }
        }
        Set<Symbol> done = new HashSet<>();
        outputs.forEach(output -> visit(output.origin(), distinct, done));
        measure();
        List<Symbol> unread = inputs.stream().filter(done::add).toList();
        for (Symbol input : unread) {
            met.put(Layer.of(input), -1);
            depths.put(Layer.of(input), 0);
            chain = false;
        }
        calls.addAll(0, unread);
    }

    /** All calls, by their first outputs, each after those that it reads; the inputs, which read nothing, among them. */
    List<Symbol> calls() {
        return calls;
    }

    /** The calls as Keras runs them: the deepest first. */
    List<Symbol> order() {
        return order;
    }

    /** Every layer once, in Keras's order: the deepest first; of one depth, that which is met first on the way back. */
    List<Layer<?>> layers() {
        List<Layer<?>> all = new ArrayList<>(met.keySet());
        all.sort(Comparator.<Layer<?>>comparingInt(layer -> -depths.get(layer)).thenComparingInt(met::get));
        return all;
    }

    /** Whether the layers run one after the other, each once, from one input. */
    boolean isChain() {
        return chain;
    }

    /** A place on the way back from an output: a call, and how many of what it reads have been visited. */
    private static final class Place {
        private final Symbol call;
        private int visited;

        Place(Symbol call) {
            this.call = call;
        }
    }

    private void visit(Symbol output, Set<Symbol> ends, Set<Symbol> done) {
        Deque<Place> way = new ArrayDeque<>();
        enter(way, output, ends, done);
        while (!way.isEmpty()) {
            Place place = way.peek();
            if (place.visited < place.call.inputs().size()) {
                enter(way, place.call.inputs().get(place.visited++).origin(), ends, done);
            } else {
                way.pop();
                done.add(place.call);
                calls.add(place.call);
            }
        }
    }

    /** @param ends the inputs */
    private void enter(Deque<Place> way, Symbol call, Set<Symbol> ends, Set<Symbol> done) {
        if (done.contains(call)) {
            return;
        }
        if (Layer.of(call) instanceof Input && !ends.contains(call)) {
            throw KerasException.expected("model", "outputs that follow from its inputs", "one that needs " + call);
        }
        met.putIfAbsent(Layer.of(call), met.size());
        way.push(new Place(call));
    }

    /** Depths, as Keras counts them: a layer is as deep as its deepest call, and that call's inputs are deeper. */
    private void measure() {
        Map<Symbol, Integer> ofCalls = new LinkedHashMap<>();
        Set<Integer> distinct = new HashSet<>();
        for (int i = calls.size() - 1; i >= 0; i--) {
            Symbol call = calls.get(i);
            int depth = Math.max(ofCalls.getOrDefault(call, 0), depths.getOrDefault(Layer.of(call), 0));
            chain &= distinct.add(depth) && call.inputs().size() <= 1 && !depths.containsKey(Layer.of(call));
            depths.put(Layer.of(call), depth);
            ofCalls.put(call, depth);
            for (Symbol input : call.inputs()) {
                ofCalls.merge(input.origin(), depth + 1, Math::max);
            }
        }
        order.addAll(ofCalls.keySet());
        order.sort(Comparator.comparing(ofCalls::get, Comparator.reverseOrder()));
    }
}
